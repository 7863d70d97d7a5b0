package dev.drydock.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.Software.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePackageTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "DEBIAN, openssl, openssl 1:3.0-1",
                "DEBIAN, bash 5.2-2, bash 5.2-2",
                "ALPINE, busybox, busybox 1:3.0-1",
                "RPM, ca-certificates-2024.2.69-90.1.el9.src.rpm, ca-certificates 2024.2.69-90.1.el9",
                "RPM, main-1.src.rpm, none",
                "RPM, -1-2.src.rpm, none",
                "RPM, main-1-2.rpm, none",
                "DEBIAN, '', none",
            })
    void theSourcesOfAPackageHaveANameAndAVersion(Kind kind, String source, String expected) {
        var software = new Software(kind, "", "x", "1:3.0-1", "", List.of(), source, null);
        SourcePackage found = SourcePackage.of(software);
        assertThat(found == null ? null : found.name() + " " + found.version()).isEqualTo(expected);
    }
}
