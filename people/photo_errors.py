"""What photos are refused with."""

from people.errors import PeopleError, PeopleUnavailableError


class PhotoTooLargeError(PeopleError):
    """The file is larger than a photo may be, or has more pixels."""

    code = "photo_too_large"


class PhotoUnreadableError(PeopleError):
    """The file says it is a picture and cannot be read: empty, cut off or damaged."""

    code = "photo_unreadable"


class PhotoTypeUnsupportedError(PeopleError):
    """The file is no JPEG, PNG, WebP, GIF or HEIC picture, whatever its name says."""

    code = "photo_type_unsupported"


class PhotoMissingError(PeopleError):
    """A photo is needed here, and none was sent."""

    code = "photo_required"


class PhotoNotFoundError(PeopleError):
    """No photo has this ID (any more), or none that the caller may see."""

    code = "photo_not_found"


class PhotoInUseError(PeopleError):
    """The photo is evidence of something that was recorded, and stays for its term."""

    code = "photo_in_use"


class PhotosBusyError(PeopleUnavailableError):
    """Too many photos are being looked at in this moment; send the same again a little later."""

    code = "photos_busy"
