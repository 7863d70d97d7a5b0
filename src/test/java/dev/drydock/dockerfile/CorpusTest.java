package dev.drydock.dockerfile;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads every file of the corpus. */
class CorpusTest {

    @TestFactory
    Stream<DynamicTest> readsAsExpected() {
        return Corpus.tests("corpus", Printed::parsed);
    }
}
