"""Add a golden line for every event that has none: `python -m tests.golden.add`."""

from tests.golden.formats import FILE, event_classes, line_of, read_lines, sample


def main() -> None:
    """Append what is missing; what is there stays as it is."""
    there = {(it.topic, it.class_version) for it in read_lines()} if FILE.exists() else set()
    lines = [line_of(sample(it)) for it in event_classes()]
    new = [it for it in lines if (it.topic, it.class_version) not in there]
    with FILE.open("a", encoding="utf-8") as file:
        file.writelines(f"{it.written()}\n" for it in new)
    for it in new:
        print(f"added {it.topic} version {it.class_version}")  # noqa: T201 - this is a program


if __name__ == "__main__":
    main()
