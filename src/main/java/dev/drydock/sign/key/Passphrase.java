package dev.drydock.sign.key;

import java.util.Optional;

/** Knows the passphrase of an encrypted key; asked only if there is one. */
public interface Passphrase {

    /** None at all. */
    Passphrase NONE = new Passphrase() {
        @Override
        public Optional<String> find() {
            return Optional.empty();
        }

        @Override
        public String places() {
            return "given";
        }
    };

    /**
     * Empty if none was given.
     *
     * @throws dev.drydock.failure.BuildFailure if it cannot be found out
     */
    Optional<String> find();

    /** Where one is looked for, as the end of a sentence: {@code in COSIGN_PASSWORD}. */
    String places();
}
