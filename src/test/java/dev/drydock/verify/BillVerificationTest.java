package dev.drydock.verify;

import static dev.drydock.inventory.StackedImage.jar;
import static dev.drydock.inventory.StackedImage.mavenJar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.inventory.StackedImage;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.layout.OciLayout;
import dev.drydock.sbom.Cyclonedx;
import dev.drydock.sbom.SbomSubject;
import dev.drydock.sbom.Spdx;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.Signatures;
import dev.drydock.sign.Signer;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills of materials against the layers of their image; none is signed, the image is. */
class BillVerificationTest {

    @TempDir
    Path temp;

    private Path layout;
    private Signer signer;
    private Descriptor root;
    private byte[] library;
    private final Map<String, byte[]> bills = new HashMap<>();

    @BeforeEach
    void makeImage() throws Exception {
        library = jar(Map.of(
                "META-INF/maven/g/library/pom.properties",
                "groupId=g\nartifactId=library\nversion=1\n",
                "lib/inner.jar",
                mavenJar("g", "inner", "5")));
        byte[] boot = jar(Map.of(
                "META-INF/maven/g/app/pom.properties",
                "groupId=g\nartifactId=app\nversion=3\n",
                "BOOT-INF/lib/log-2.14.jar",
                mavenJar("org.log", "log", "2.14")));
        var stacked = new StackedImage(temp)
                .layer(
                        "base",
                        Map.of(
                                "etc/os-release", "ID=debian\nVERSION_ID=12\n",
                                "var/lib/dpkg/status",
                                        "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36\n\n"
                                                + "Package: libstdc++6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:12~2+b1\n\n",
                                "usr/lib/python3/p.dist-info/METADATA", "Name: p\nVersion: 1\n",
                                "srv/node_modules/@types/node/package.json",
                                        "{\"name\":\"@types/node\",\"version\":\"20.1.0\"}"))
                .layer(
                        "COPY",
                        Map.of("app.jar", boot, "lib/library.jar", library, "lib/silent.jar", jar(Map.of("a", "b"))));
        LayeredImage image = stacked.image();
        Map<Digest, Path> blobs = new HashMap<>();
        for (IndexedLayer layer : image.layers()) {
            blobs.put(layer.file().layer().blob().digest(), layer.file().file());
        }
        layout = temp.resolve("oci");
        var written = new LayoutImage(image.manifest(), image.config().toBytes(), blobs, null, Map.of());
        root = new LayoutWriter(layout).write(List.of(written), List.of(Reference.parse("me/app:1")));
        signer = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key")));
        Inventory inventory = Inventory.of(image, new Build(), new FindingsCache(temp.resolve("findings")));
        var subject = new SbomSubject(
                Reference.parse("me/app"),
                root.digest(),
                Platform.parse("linux/amd64"),
                Instant.EPOCH,
                Reference.parse("debian:12"),
                root.digest(),
                "0.1.0");
        bills.put(Bill.CYCLONEDX, Cyclonedx.write(inventory, subject));
        bills.put(Bill.SPDX, Spdx.write(inventory, subject));
    }

    /** Knows more of the jars than they tell, as a build does. */
    private final class Build implements KnownArtifacts {

        @Override
        public Optional<KnownArtifact> find(Digest sha256, long size) {
            return sha256.equals(Digest.of(library))
                    ? Optional.of(new KnownArtifact("g", "library", "1", "", "jar", "compile", List.of(), List.of()))
                    : Optional.empty();
        }

        @Override
        public Optional<KnownArtifact> search(String file, Digest sha256, long size) {
            return Optional.of(
                    new KnownArtifact("org.silent", "silent", "9", "", "jar", "", List.of("MIT"), List.of()));
        }

        @Override
        public Optional<KnownArtifact> application() {
            return Optional.of(new KnownArtifact("g", "app", "3", "", "jar", "", List.of("MIT"), List.of()));
        }
    }

    private Findings verify(String mediaType, byte[] bill, boolean asStatement) throws IOException {
        List<Attachment> attachments =
                new ArrayList<>(new Signatures(signer, Instant.EPOCH, List.of()).attachments(List.of(root), List.of()));
        byte[] content = bill;
        String type = mediaType;
        if (asStatement) {
            String predicate = mediaType.equals(Bill.SPDX) ? "https://spdx.dev/Document" : "https://cyclonedx.org/bom";
            type = Statement.MEDIA_TYPE;
            content = Statement.of(
                            List.of(Reference.parse("me/app")), Platform.parse("linux/amd64"), root, predicate, bill)
                    .content();
        }
        attachments.add(new Attachment(root, type, List.of(new Attachment.Part(type, content, Map.of())), Map.of()));
        LayoutAttachments.replaceAll(layout, attachments);
        return Verification.of(new LayoutPlace(OciLayout.open(layout)), signer.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {Bill.CYCLONEDX, Bill.SPDX})
    void aBillAsTheBuildWroteItHolds(String mediaType) throws Exception {
        for (boolean asStatement : List.of(false, true)) {
            Findings found = verify(mediaType, bills.get(mediaType), asStatement);
            assertThat(found.wrong()).isEmpty();
            assertThat(found.unverified()).singleElement().asString().endsWith(" is not signed");
            assertThat(found.right())
                    .anySatisfy(right -> assertThat(right).endsWith("agrees with the layers: 4 jars and 4 packages"));
        }
    }

    private static Arguments manipulation(String name, Consumer<ManipulatedBill> change, String... expected) {
        return Arguments.of(name, change, expected);
    }

    static Stream<Arguments> manipulations() {
        String other = "0".repeat(64);
        return Stream.of(
                manipulation(
                        "another digest of a jar",
                        bill -> bill.sha256("library", other),
                        "lists g:library 1 with the SHA-256 " + other + ", but /lib/library.jar has "),
                manipulation(
                        "another digest of a jar in a jar",
                        bill -> bill.sha256("log", other),
                        "lists org.log:log 2.14 with the SHA-256 " + other
                                + ", but /app.jar!/BOOT-INF/lib/log-2.14.jar"),
                manipulation(
                        "a jar left out",
                        bill -> bill.remove("silent"),
                        "does not list silent.jar, which is the file /lib/silent.jar"),
                manipulation(
                        "a jar in a jar left out",
                        bill -> bill.remove("log"),
                        "does not list org.log:log 2.14, which is the file /app.jar!/BOOT-INF/lib/log-2.14.jar"),
                manipulation(
                        "a newer version than the jar tells",
                        bill -> {
                            bill.version("log", "2.25");
                            bill.purl("log", "2.14", "2.25");
                        },
                        "lists /app.jar!/BOOT-INF/lib/log-2.14.jar as org.log:log 2.25, but the file says of itself"
                                + " that it is 2.14"),
                manipulation(
                        "a newer version in the package URL alone",
                        bill -> bill.purl("silent", "@9", "@10"),
                        "calls org.silent:silent 9 by the package URL pkg:maven/org.silent/silent@10?type=jar"),
                manipulation(
                        "a package URL that is none",
                        bill -> bill.purl("silent", "@9", "@%zz"),
                        "calls org.silent:silent 9 by the package URL pkg:maven/org.silent/silent@%zz?type=jar"),
                manipulation(
                        "a jar that is not there",
                        bill -> bill.place("library", "/lib/none.jar"),
                        "lists g:library 1 as /lib/none.jar, which is no such file in the layers",
                        "does not list g:inner 5, which is the file /lib/library.jar!/lib/inner.jar",
                        "does not list g:library 1, which is the file /lib/library.jar"),
                manipulation(
                        "a package left out",
                        bill -> bill.remove("libc6"),
                        "does not list libc6 2.36, which is told of by /var/lib/dpkg/status"),
                manipulation(
                        "a newer version of a package",
                        bill -> {
                            bill.version("libc6", "2.40");
                            bill.purl("libc6", "2.36", "2.40");
                        },
                        "lists libc6 2.40, which /var/lib/dpkg/status does not tell of",
                        "does not list libc6 2.36, which is told of by /var/lib/dpkg/status"),
                manipulation(
                        "a newer version of a package in its package URL alone",
                        bill -> bill.purl("libc6", "2.36", "2.40"),
                        "lists libc6 2.36, which /var/lib/dpkg/status does not tell of",
                        "does not list libc6 2.36, which is told of by /var/lib/dpkg/status"),
                manipulation(
                        "a newer version of a package in its version alone",
                        bill -> bill.version("libstdc++6", "1:14"),
                        "lists libstdc++6 1:14, which /var/lib/dpkg/status does not tell of"),
                manipulation(
                        "a Python package left out",
                        bill -> bill.remove("p"),
                        "does not list p 1, which is told of by /usr/lib/python3/p.dist-info/METADATA"),
                manipulation(
                        "a layer that the image does not have",
                        bill -> bill.layer("libc6", "sha256:" + other),
                        "has libc6 in the layer sha256:" + other + ", which the image does not have"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manipulations")
    void aManipulatedBillIsRefusedInWords(String name, Consumer<ManipulatedBill> change, String... expected)
            throws Exception {
        for (String mediaType : bills.keySet()) {
            var bill = new ManipulatedBill(mediaType, bills.get(mediaType));
            change.accept(bill);
            for (boolean asStatement : List.of(false, true)) {
                List<String> wrong =
                        verify(mediaType, bill.bytes(), asStatement).wrong();
                assertThat(wrong).as("%s %s", mediaType, asStatement).hasSameSizeAs(expected);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(wrong.get(i)).contains(root.digest() + " " + expected[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Bill.CYCLONEDX, Bill.SPDX})
    void aBillOfAnotherImageIsNotToldLineByLine(String mediaType) throws Exception {
        var bill = new ManipulatedBill(mediaType, bills.get(mediaType));
        for (String name : List.of("app", "log", "library", "silent", "libc6", "libstdc++6", "p", "node")) {
            bill.version(name, "99");
        }
        List<String> wrong = verify(mediaType, bill.bytes(), false).wrong();
        assertThat(wrong).hasSize(11);
        assertThat(wrong.get(10)).matches(".* disagrees with the layers in [0-9] more places");
    }

    @ParameterizedTest
    @ValueSource(strings = {Bill.CYCLONEDX, Bill.SPDX})
    void anUnsignedBillThatDrydockDidNotMakeIsNamed(String mediaType) throws Exception {
        var bill = new ManipulatedBill(mediaType, bills.get(mediaType));
        bill.remove("libc6");
        bill.otherBuilder();
        Findings found = verify(mediaType, bill.bytes(), false);
        assertThat(found.wrong()).isEmpty();
        assertThat(found.unverified())
                .anySatisfy(one ->
                        assertThat(one).endsWith(" was not made by Drydock, so it is not compared with the layers"));
    }
}
