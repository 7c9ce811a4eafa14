"""What Redis runs: each script touches the keys of one board only, so any cluster can hold them.

A board is a sorted set of negative scores, so that the highest comes first and, among equals, the
member string that is lowest: it begins with the position at which the score was reached. A hash
remembers each member's string, another one the epoch, the last position and the number of
members: whatever Redis evicts of the three, the count no longer fits and the board is not believed.
"""

MEMBER_FORMAT = "{reached:016d}:{member_id}"
"""Sixteen digits hold every position a double can count."""

APPLY = """
local board, members, state = KEYS[1], KEYS[2], KEYS[3]
local epoch, position, count = unpack(redis.call('HMGET', state, 'epoch', 'position', 'count'))
if epoch ~= ARGV[1] then
    redis.call('DEL', board, members, state)
    position = '-1'
elseif redis.call('ZCARD', board) ~= tonumber(count)
        or redis.call('HLEN', members) ~= tonumber(count) then
    return -1
end
for n = 2, #ARGV, 4 do
    if tonumber(ARGV[n]) > tonumber(position) then
        position = ARGV[n]
        local old = redis.call('HGET', members, ARGV[n + 1])
        if old then redis.call('ZREM', board, old) end
        if tonumber(ARGV[n + 3]) < 0 then
            redis.call('ZADD', board, ARGV[n + 3], ARGV[n + 2])
            redis.call('HSET', members, ARGV[n + 1], ARGV[n + 2])
        else
            redis.call('HDEL', members, ARGV[n + 1])
        end
    end
end
count = redis.call('ZCARD', board)
redis.call('HSET', state, 'epoch', ARGV[1], 'position', position, 'count', count)
return count
"""
"""KEYS: board, members, state. ARGV: epoch, then (position, member, member string, -score)...

Scores are absolute and come in the order of their positions; one that is not later than what the
board has seen is passed over. Returns -1 and changes nothing if the board has lost something.
"""

BEGIN = "redis.call('DEL', KEYS[1]) redis.call('SET', KEYS[2], ARGV[1]) return 1"
"""KEYS: head, building. ARGV: epoch. Nothing is believed until the new epoch is complete."""

COMPLETE = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'store', ARGV[2], 'position', ARGV[3])
return 1
"""
"""KEYS: head, building. ARGV: epoch, store, position. Returns 0 if Redis was emptied meanwhile."""

ADVANCE = """
local epoch, position = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'position'))
if epoch ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > tonumber(position) then
    redis.call('HSET', KEYS[1], 'position', ARGV[2])
end
return 1
"""
"""KEYS: head. ARGV: epoch, position. Returns 0 if Redis was emptied meanwhile."""

TOP = """
local state = redis.call('HMGET', KEYS[3], 'epoch', 'count')
local size = redis.call('ZCARD', KEYS[1])
local found = redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[2], 'WITHSCORES')
return {state[1], state[2], size, found}
"""
"""KEYS: board, members, state. ARGV: first and last index."""

PLACE = """
local state = redis.call('HMGET', KEYS[3], 'epoch', 'count')
local size = redis.call('ZCARD', KEYS[1])
if redis.call('HLEN', KEYS[2]) ~= size then return {state[1], state[2], -1, {}} end
local member = redis.call('HGET', KEYS[2], ARGV[1])
if not member then return {state[1], state[2], size, {}} end
local rank = redis.call('ZRANK', KEYS[1], member)
if not rank then return {state[1], state[2], -1, {}} end
return {state[1], state[2], size, {tostring(rank), redis.call('ZSCORE', KEYS[1], member)}}
"""
"""KEYS: board, members, state. ARGV: member."""
