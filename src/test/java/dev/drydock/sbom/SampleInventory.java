package dev.drydock.sbom;

import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Gap;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Purl;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.Software.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An inventory with something of every kind that documents treat differently. */
final class SampleInventory {

    private SampleInventory() {}

    static Inventory of() {
        String library = Purl.maven("g", "library", "1", "", "jar");
        Digest digest = Digest.of(new byte[] {1});
        return new Inventory(
                List.of(
                        component(maven("app", null), "", -1, List.of(library)),
                        component(maven("library", digest), "app/library.jar", 2, List.of()),
                        component(maven("library", digest), "app.jar!/BOOT-INF/lib/library.jar", 2, List.of()),
                        component(maven("library", Digest.of(new byte[] {2})), "other/library.jar", 2, List.of()),
                        component(
                                new Software(
                                        Kind.JAR, "", "x\uDC80.jar", "", "", List.of(), "", Digest.of(new byte[] {3})),
                                "app/x\uDC80.jar",
                                2,
                                List.of()),
                        component(
                                new Software(
                                        Kind.JAVA,
                                        "Eclipse Adoptium",
                                        "openjdk",
                                        "17.0.9+9",
                                        "pkg:generic/eclipse-adoptium/openjdk@17.0.9%2B9",
                                        List.of(),
                                        "",
                                        null),
                                "opt/java/release",
                                0,
                                List.of()),
                        component(
                                new Software(
                                        Kind.DEBIAN,
                                        "",
                                        "openssl",
                                        "1:3.0-1",
                                        Purl.of(
                                                "deb",
                                                "debian",
                                                "openssl",
                                                "1:3.0-1",
                                                Map.of("arch", "amd64", "distro", "debian-12")),
                                        List.of("Apache-2.0", "Ours"),
                                        "openssl 3.0",
                                        null),
                                "var/lib/dpkg/status",
                                1,
                                List.of()),
                        component(
                                new Software(
                                        Kind.NPM,
                                        "@types",
                                        "node",
                                        "20.1.0",
                                        "pkg:npm/%40types/node@20.1.0",
                                        List.of("MIT"),
                                        "",
                                        null),
                                "srv/node_modules/@types/node/package.json",
                                2,
                                List.of())),
                List.of(layer(10, ""), layer(11, "RUN apt-get install openssl"), layer(12, "COPY app.jar /")),
                new OperatingSystem("debian", "12", "Debian GNU/Linux 12 (bookworm)"),
                List.of(new Gap("/var/lib/rpm/Packages is not read", true)),
                Purl.maven("g", "app", "1", "", "jar"));
    }

    private static Inventory.Origin layer(int number, String instruction) {
        return new Inventory.Origin(
                Digest.of(new byte[] {(byte) number}), Digest.of(new byte[] {(byte) number, 1}), instruction);
    }

    private static Software maven(String name, Digest digest) {
        return new Software(
                Kind.MAVEN, "g", name, "1", Purl.maven("g", name, "1", "", "jar"), List.of("MIT OR ISC"), "", digest);
    }

    private static Component component(Software software, String path, int layer, List<String> dependsOn) {
        return new Component(software, path, layer, "", dependsOn);
    }

    static SbomSubject subject() {
        return new SbomSubject(
                Reference.parse("registry.example/team/app:1.0"),
                Digest.of(new byte[] {99}),
                Platform.parse("linux/amd64"),
                Instant.parse("2026-11-23T00:00:00Z"),
                Reference.parse("debian:12"),
                Digest.of(new byte[] {98}),
                "0.1.0");
    }
}
