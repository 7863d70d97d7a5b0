package dev.drydock.inventory.software;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxLicencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Apache-2.0|Apache-2.0
                    The Apache Software License, Version 2.0|Apache-2.0
                    Apache License 2.0|Apache-2.0
                    https://www.apache.org/licenses/LICENSE-2.0.txt|Apache-2.0
                    The MIT License|MIT
                    Expat|MIT
                    EPL 2.0|EPL-2.0
                    Eclipse Public License v. 2.0|EPL-2.0
                    GPL2 w/ CPE|GPL-2.0-with-classpath-exception
                    GPL-2+|GPL-2.0-or-later
                    GPL-2|GPL-2.0-only
                    LGPL-2.1+|LGPL-2.1-or-later
                    BSD-3-clause|BSD-3-Clause
                    MIT AND ISC|
                    Our licence|
                    BSD|
                    """)
    void namesThatAreCertainStandForAnIdentifier(String name, String id) {
        assertThat(SpdxLicences.id(name).orElse(null)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIT OR Apache-2.0",
                "(MIT AND (ISC OR Zlib)) AND BSD-3-Clause",
                "GPL-2.0-only WITH Classpath-exception-2.0"
            })
    void expressionsOfIdentifiersAreExpressions(String text) {
        assertThat(SpdxLicences.isExpression(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIT", "", "MIT or Apache-2.0", "MIT OR Ours", "MIT OR", ")MIT OR ISC(", "MIT WITH ISC"})
    void otherTextsAreNot(String text) {
        assertThat(SpdxLicences.isExpression(text)).isFalse();
    }
}
