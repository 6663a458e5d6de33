import ssh2 from "ssh2";

type KeyPair = ReturnType<typeof ssh2.utils.generateKeyPairSync>;

/** A pair of Ed25519 keys in OpenSSH's form. ssh2 writes about one of 400 so that nobody can read it: that one is made again. */
export function makeSshKey(lock?: { readonly passphrase: string }): KeyPair {
  for (;;) {
    const pair = lock
      ? ssh2.utils.generateKeyPairSync("ed25519", { ...lock, cipher: "aes256-ctr", rounds: 16 })
      : ssh2.utils.generateKeyPairSync("ed25519");
    if (!(ssh2.utils.parseKey(pair.private, lock?.passphrase) instanceof Error)) return pair;
  }
}
