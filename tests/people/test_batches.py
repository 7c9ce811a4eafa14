"""Long lists in pieces."""

from hypothesis import given
from hypothesis import strategies as st

from people.batches import BATCH_MAX, in_batches


@given(st.integers(min_value=0, max_value=3 * BATCH_MAX + 1))
def test_batches_hold_everything_in_order_and_none_is_empty_or_too_long(length):
    batches = list(in_batches(range(length)))

    assert [thing for batch in batches for thing in batch] == list(range(length))
    assert all(1 <= len(batch) <= BATCH_MAX for batch in batches)
