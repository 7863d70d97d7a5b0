package dev.drydock.sign.key;

import java.util.Optional;

/** Knows the passphrase of an encrypted key; asked only if there is one. */
public interface Passphrase {

    /** Empty if none was given. @throws dev.drydock.failure.BuildFailure if it cannot be found out */
    Optional<String> find();

    /** Where one is looked for, as the end of a sentence: {@code in COSIGN_PASSWORD}. */
    String places();
}
