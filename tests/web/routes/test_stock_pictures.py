"""Pictures of the stock desk: of a thing on the shelf, a count that differs, and what broke."""

import io
from uuid import UUID

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from api.auth import DEVICE_COOKIE, SESSION_COOKIE
from api.limits import REQUEST_BYTES_MAX
from people.access import TokenKind
from people.pictures import PHOTO_BYTES_MAX
from people.roles import Role
from projections.shop.views import ItemRow
from tests.api.house import DEVICE, House
from tests.support.pictures import MAKER, encoded, phone_photo
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser

LISTING, COUNTS = "/desk/stock/items", "/desk/stock/counts"
TOWEL = {"name": "毛巾", "price_points": "8", "category": "日用品"}
ELSEWHERE = "150104001002"


def sent(raw: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(raw), "a.jpg", content_type="image/jpeg")


def large_photo() -> bytes:
    """A photo of more bytes than a request without files may have, as any phone makes them."""
    raw = encoded(Image.effect_noise((1600, 1200), 90).convert("RGB"), quality=92)
    assert REQUEST_BYTES_MAX < len(raw) < PHOTO_BYTES_MAX
    return raw


def put_on_shelf(house: House, clerk: PlainBrowser, raw: bytes) -> str:
    """Offer a thing with a picture; return where the shelf shows the picture."""
    clerk.open("/desk/stock")
    clerk.submit(LISTING, **TOWEL, photo=sent(raw))
    assert clerk.status == 200
    house.project()
    (item,) = (it for it in shelf(house) if it.name == "毛巾")
    assert item.picture_id is not None
    return f"/items/{item.item_id}/picture"


def shelf(house: House) -> list[ItemRow]:
    return house.services.views.items.of_shop(house.village.shop)


def test_the_picture_of_a_thing_is_small_says_nothing_of_the_phone_and_no_cache_keeps_it(
    house: House, browser_of: Open
) -> None:
    raw = phone_photo()
    assert MAKER.encode() in raw
    assert b"Exif" in raw
    address = put_on_shelf(house, browser_of(Role.CLERK), raw)
    buyer = browser_of(Role.VOLUNTEER)
    assert address in buyer.open("/items").pictures
    buyer.open(address)
    answer = buyer.answer
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    picture = Image.open(io.BytesIO(answer.data))
    assert max(picture.size) == 320
    assert picture.size[0] < picture.size[1], "turned the way it was taken"
    assert dict(picture.getexif()) == {}
    assert "icc_profile" not in picture.info
    for hidden in (b"Exif", MAKER.encode(), b"GPS"):
        assert hidden not in answer.data
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    again = {"If-None-Match": answer.headers["ETag"]}
    buyer.open(address, again)
    assert buyer.status == 304


def test_a_photo_as_a_phone_makes_it_is_taken_and_another_takes_its_place(
    house: House, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    address = put_on_shelf(house, clerk, large_photo())
    clerk.open(address)
    first = clerk.answer.data
    item = address.split("/")[2]
    clerk.open(f"/desk/stock/{item}")
    clerk.submit(f"/desk/stock/{item}/changes", photo=sent(phone_photo(2)))
    house.project()
    clerk.open(address)
    assert clerk.status == 200
    assert clerk.answer.data != first


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"\xff\xd8" + bytes(PHOTO_BYTES_MAX + (64 << 10)), 413), (b"no picture at all", 415)],
    ids=["large", "none"],
)
def test_what_is_no_picture_or_too_large_is_refused_and_nothing_is_offered(
    house: House, browser_of: Open, raw: bytes, status: int
) -> None:
    clerk = browser_of(Role.CLERK)
    before = len(shelf(house))
    clerk.open("/desk/stock")
    clerk.submit(LISTING, **TOWEL, photo=sent(raw))
    assert clerk.status == status
    assert "照片" in clerk.page.text
    house.project()
    assert len(shelf(house)) == before


def test_whoever_sees_shops_sees_the_picture_and_a_stranger_signs_in_first(
    house: House, browser_of: Open
) -> None:
    address = put_on_shelf(house, browser_of(Role.CLERK), phone_photo())
    neighbour = browser_in(house, Role.RESIDENT, ELSEWHERE)
    neighbour.open(address)
    assert neighbour.status == 200, "the catalogues of all villages may be compared"
    stranger = browser_of()
    stranger.open(address)
    assert stranger.address.startswith("/login")


def browser_in(house: House, role: Role, unit: str) -> PlainBrowser:
    browser = PlainBrowser(house.app, house.project)
    secret = house.token(role, house.village.volunteers[1], unit=unit, kind=TokenKind.SESSION)
    browser.keep_cookie(SESSION_COOKIE, secret)
    browser.keep_cookie(DEVICE_COOKIE, DEVICE)
    return browser


def test_nobody_of_another_unit_changes_the_picture(house: House, browser_of: Open) -> None:
    address = put_on_shelf(house, browser_of(Role.CLERK), phone_photo())
    item = address.split("/")[2]
    other = browser_in(house, Role.CLERK, ELSEWHERE)
    other.open(f"/desk/stock/{item}")
    assert other.status == 403


# Counts ---------------------------------------------------------------------------------


def counted(house: House, keeper: PlainBrowser, pieces: int, **more: FileStorage) -> None:
    item = house.village.item
    keeper.open("/desk/stock")
    typed = {f"counted-{item}": str(pieces), f"reason-{item}": "broken"}
    keeper.submit(COUNTS, **typed, **{f"{name}-{item}": it for name, it in more.items()})
    house.project()


def waiting_photo(house: House) -> UUID | None:
    (waiting,) = house.services.views.stock.counts(shop_id=house.village.shop, waiting=True)
    return waiting.photo_id


def test_a_count_that_does_not_agree_carries_a_picture_to_whoever_decides(
    house: House, browser_of: Open
) -> None:
    keeper, committee = browser_of(Role.SHOP_KEEPER), browser_of(Role.SUPERVISOR)
    counted(house, keeper, 19, photo=sent(large_photo()))
    assert "不一样，等监督委员会批" in keeper.page.text
    photo_id = waiting_photo(house)
    assert photo_id is not None
    kept = house.services.photos.find(photo_id)
    assert kept is not None
    assert kept.recorded_at is not None, "it stays as long as the count"
    address = f"/api/v1/photos/{photo_id}"
    assert address in committee.open("/desk/stock").links
    committee.open(address)
    assert (committee.status, committee.answer.mimetype) == (200, "image/jpeg")
    for role, unit in ((Role.SUPERVISOR, ELSEWHERE), (Role.RESIDENT, ELSEWHERE)):
        other = browser_in(house, role, unit)
        other.open(address)
        assert other.status == 404, role


def test_a_count_without_a_picture_counts_as_well(house: House, browser_of: Open) -> None:
    counted(house, browser_of(Role.SHOP_KEEPER), 19)
    assert waiting_photo(house) is None


def test_a_bad_picture_refuses_its_line_alone(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.SHOP_KEEPER)
    other = house.village.list_item("毛巾", price_points=8, stock=4)
    house.project()
    item = house.village.item
    keeper.open("/desk/stock")
    typed = {f"counted-{item}": "19", f"reason-{item}": "broken", f"counted-{other}": "4"}
    keeper.submit(COUNTS, **typed, **{f"photo-{item}": sent(b"no picture")})
    house.project()
    assert "照片" in keeper.page.text
    assert "账实相符" in keeper.page.text
    assert house.services.views.stock.counts(shop_id=house.village.shop, waiting=True) == []


def test_a_form_sent_twice_is_one_count_with_one_picture(house: House, browser_of: Open) -> None:
    keeper, item = browser_of(Role.SHOP_KEEPER), house.village.item
    keeper.open("/desk/stock")
    form = next(it for it in keeper.page.forms if it.action == COUNTS)
    typed = form.fields | {f"counted-{item}": "19", f"reason-{item}": "broken"}
    for _ in range(2):
        assert keeper.post(COUNTS, **typed | {f"photo-{item}": sent(phone_photo())}) == 200
    house.project()
    assert len(house.services.views.stock.counts(shop_id=house.village.shop)) == 1


# What was written off ------------------------------------------------------------------------


def test_what_broke_is_shown_with_its_picture_to_whoever_sees_the_stock(
    house: House, browser_of: Open
) -> None:
    keeper, item = browser_of(Role.SHOP_KEEPER), house.village.item
    keeper.open("/desk/stock")
    said = {"item": str(item), "quantity": "2", "reason": "broken"}
    keeper.submit("/desk/stock/write-offs", **said, photo=sent(large_photo()))
    assert keeper.status == 200
    house.project()
    (move,) = (it for it in house.services.views.stock.moves(item_id=item) if it.kind == "damaged")
    assert move.photo_id is not None
    kept = house.services.photos.find(move.photo_id)
    assert kept is not None
    assert kept.recorded_at is not None, "it stays for its term"
    address = f"/api/v1/photos/{move.photo_id}"
    for role in (Role.SHOP_KEEPER, Role.SUPERVISOR, Role.CLERK):
        browser = browser_of(role)
        assert address in browser.open(f"/desk/stock/{item}").links, role
        browser.open(address)
        assert (browser.status, browser.answer.mimetype) == (200, "image/jpeg")
    for role, unit in ((Role.SUPERVISOR, ELSEWHERE), (Role.RESIDENT, ELSEWHERE)):
        other = browser_in(house, role, unit)
        other.open(address)
        assert other.status == 404, role


def test_a_write_off_with_a_bad_picture_is_refused_in_place_and_one_without_counts(
    house: House, browser_of: Open
) -> None:
    keeper, item = browser_of(Role.SHOP_KEEPER), house.village.item
    keeper.open("/desk/stock")
    said = {"item": str(item), "quantity": "1", "reason": "broken"}
    keeper.submit("/desk/stock/write-offs", **said, photo=sent(b"no picture"))
    assert keeper.status == 415
    assert "超市库存" in keeper.page.text
    keeper.submit("/desk/stock/write-offs", **said)
    house.project()
    found = house.services.views.stock.moves(item_id=item)
    assert [(it.quantity, it.photo_id) for it in found if it.kind == "damaged"] == [(-1, None)]
