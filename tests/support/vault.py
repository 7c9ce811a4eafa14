"""A master key of tests: the same each time, so that stores can be opened again."""

from people.keys import LocalMasterKey, MasterKeyring

MASTER_KEYS = MasterKeyring([LocalMasterKey(b"a master key of the tests, 32 B.")])
