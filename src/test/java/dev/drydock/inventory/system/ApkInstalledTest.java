package dev.drydock.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApkInstalledTest {

    /**
     * Debian has no apk-tools, so the database is kept: apk 2.14.10, compiled from its sources, wrote it as
     * {@code lib/apk/db/installed} when it had installed five small packages made for the purpose with
     * {@code apk --root DIR --initdb --allow-untrusted add *.apk} and removed one with {@code apk --root DIR del gone}.
     */
    private static byte[] madeByApk() throws IOException {
        try (InputStream in = ApkInstalledTest.class.getResourceAsStream("apk-installed")) {
            return in.readAllBytes();
        }
    }

    @Test
    void aDatabaseThatApkMadeListsWhatApkInfoLists() throws Exception {
        assertThat(ApkInstalled.read(madeByApk()))
                .extracting(each -> each.name() + "-" + each.version())
                .containsExactly("libcrypto3-3.1.4-r5", "musl-1.2.4-r2", "ssl_client-1.36.1-r15", "tzdata-2023d-r0");
    }

    @Test
    void packagesHaveTheirArchitectureOriginAndLicence() throws Exception {
        var alpine = new OperatingSystem("alpine", "3.19.1", "Alpine Linux v3.19");
        List<Software> found = ApkInstalled.read(madeByApk()).stream()
                .map(each -> each.on(alpine))
                .toList();
        assertThat(found)
                .extracting(each -> each.purl() + " " + each.licences())
                .containsExactly(
                        "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.19.1&upstream=openssl [Apache-2.0]",
                        "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.19.1 [MIT]",
                        "pkg:apk/alpine/ssl_client@1.36.1-r15?arch=x86_64&distro=alpine-3.19.1&upstream=busybox [GPL-2.0-only]",
                        "pkg:apk/alpine/tzdata@2023d-r0?arch=noarch&distro=alpine-3.19.1 [Public-Domain AND BSD-3-Clause]");
    }
}
