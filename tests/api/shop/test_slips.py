"""The printed slip: what left, a code and a fingerprint that hold, and for whom it is."""

from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from werkzeug.test import TestResponse

from ledger.kernel.clock import SHANGHAI
from ledger.kernel.ids import subject_of
from people.roles import Role
from qr.kinds import Kind
from tests.api.shop.sale import ELSEWHERE, KEEPER, RESIDENT, Sale, done, refused


def slip(sale: Sale, who: Role | str = KEEPER, paper: str = "58mm") -> TestResponse:
    sale.house.project()
    return sale.house.get(f"/vouchers/{sale.voucher}/receipt.pdf?paper={paper}", who)


@pytest.mark.parametrize(("paper", "width_mm"), [("58mm", 58), ("a4", 210)])
def test_the_slip_says_what_left_and_its_code_and_fingerprint_hold(
    sale: Sale, paper: str, width_mm: int
) -> None:
    basket = [{"item_id": str(sale.village.item), "quantity": 1}]
    done(sale.collect(digits=sale.digits, basket=basket))
    answer = slip(sale, paper=paper)
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    assert len(document) == 1
    assert document[0].get_width() * 25.4 / 72 == pytest.approx(width_mm, abs=0.2)
    words = document[0].get_textpage().get_text_range()
    seen = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))
    position = f"{seen['position']:,}"
    at = sale.house.now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    for each in ("洗衣液", "×1", "15 分", "85 分", "本人", at, position, seen["fingerprint"]):
        assert each in words, each
    keeper = sale.house.services.directory.find(sale.house.persons[KEEPER])
    assert keeper is not None
    assert keeper.display_name not in words
    assert sale.digits not in words.replace(position, "").split()
    picture = document[0].render(scale=203 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    token = sale.house.services.reader.read(code.text, at=sale.house.now, kinds={Kind.VOUCHER})
    assert token.subject == subject_of(sale.voucher)


def test_a_slip_is_of_what_left_and_for_who_may_see_it(sale: Sale) -> None:
    assert refused(slip(sale)) == (409, "voucher_not_collected")
    done(sale.collect(digits=sale.digits))
    assert slip(sale, RESIDENT).status_code == 200
    assert refused(slip(sale, Role.VOLUNTEER)) == (404, "voucher_not_found")
    stranger = sale.house.token(KEEPER, sale.village.volunteers[1], place=uuid4(), unit=ELSEWHERE)
    assert refused(slip(sale, stranger)) == (404, "voucher_not_found")
    assert slip(sale, paper="a5").status_code == 422


def test_the_fingerprint_stays_when_it_is_taken_back_and_the_slip_says_so(sale: Sale) -> None:
    def fingerprint() -> str:
        sale.house.project()
        said: str = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))["fingerprint"]
        return said

    assert fingerprint() == ""
    done(sale.collect(digits=sale.digits))
    before = fingerprint()
    done(sale.undo(digits=sale.digits))
    assert fingerprint() == before
    words = pypdfium2.PdfDocument(slip(sale).data)[0].get_textpage().get_text_range()
    assert "已整单撤回" in words
    assert before in words
