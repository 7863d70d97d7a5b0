package dev.drydock.inventory;

import static dev.drydock.inventory.StackedImage.jar;
import static dev.drydock.inventory.StackedImage.mavenJar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.system.MadeRpmDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {

    private static final String DEBIAN = "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n";

    @TempDir
    Path temp;

    private StackedImage image;
    private FindingsCache cache;

    @BeforeEach
    void start() {
        image = new StackedImage(temp);
        cache = new FindingsCache(temp.resolve("findings"));
    }

    private Inventory inventory() throws IOException {
        return inventory(KnownArtifacts.NONE);
    }

    private Inventory inventory(KnownArtifacts known) throws IOException {
        return Inventory.of(image.image(), known, cache);
    }

    private static String dpkg(String... namesAndVersions) {
        var text = new StringBuilder();
        for (String each : namesAndVersions) {
            String[] parts = each.split(" ");
            text.append("Package: ")
                    .append(parts[0])
                    .append("\nStatus: install ok installed\nArchitecture: amd64\nVersion: ");
            text.append(parts[1]).append("\n\n");
        }
        return text.toString();
    }

    private static List<String> listed(Inventory inventory) {
        return inventory.components().stream()
                .map(each -> each.layer() + " " + each.name() + " " + each.version() + " " + each.path())
                .toList();
    }

    private static KnownArtifacts knows(KnownArtifact artifact, byte[] file) {
        return new KnownArtifacts() {
            @Override
            public Optional<KnownArtifact> find(Digest sha256, long size) {
                return sha256.equals(Digest.of(file)) && size == file.length ? Optional.of(artifact) : Optional.empty();
            }

            @Override
            public Optional<KnownArtifact> application() {
                return Optional.empty();
            }
        };
    }

    @Test
    void aJarThatSaysNothingOfItselfIsSoughtAmongStoredOnes() throws Exception {
        byte[] silent = jar(Map.of("a.txt", "a"));
        image.layer("COPY", Map.of("opt/silent-1.jar", silent, "opt/named.jar", mavenJar("org.named", "named", "2")));
        List<String> sought = new ArrayList<>();
        KnownArtifacts stored = new KnownArtifacts() {
            @Override
            public Optional<KnownArtifact> find(Digest sha256, long size) {
                return Optional.empty();
            }

            @Override
            public Optional<KnownArtifact> search(String file, Digest sha256, long size) {
                sought.add(file + " " + sha256.equals(Digest.of(silent)) + " " + (size == silent.length));
                return Optional.of(
                        new KnownArtifact("org.silent", "silent", "1", "", "jar", "", List.of("MIT"), List.of()));
            }

            @Override
            public Optional<KnownArtifact> application() {
                return Optional.empty();
            }
        };
        assertThat(inventory(stored).components())
                .extracting(Component::purl)
                .containsExactlyInAnyOrder(
                        "pkg:maven/org.named/named@2?type=jar", "pkg:maven/org.silent/silent@1?type=jar");
        assertThat(sought).containsExactly("silent-1.jar true true");
    }

    @Test
    void aPackageIsBroughtByTheLayerWhoseDatabaseFirstHasItInThatVersion() throws Exception {
        image.layer("base", Map.of("usr/lib/os-release", DEBIAN, "var/lib/dpkg/status", dpkg("a 1", "b 1", "c 1")))
                .layer("RUN one", Map.of("var/lib/dpkg/status", dpkg("a 1", "b 2", "d 1")))
                .layer("COPY", Map.of("x", "y"))
                .layer("RUN two", Map.of("var/lib/dpkg/status", dpkg("a 1", "b 2", "c 1", "d 1")));
        Inventory found = inventory();
        assertThat(listed(found))
                .containsExactly(
                        "0 a 1 var/lib/dpkg/status",
                        "1 b 2 var/lib/dpkg/status",
                        "3 c 1 var/lib/dpkg/status",
                        "1 d 1 var/lib/dpkg/status");
        assertThat(found.components().get(0).purl()).isEqualTo("pkg:deb/debian/a@1?arch=amd64&distro=debian-12");
        assertThat(found.layers())
                .extracting(Inventory.Origin::instruction)
                .containsExactly("base", "RUN one", "COPY", "RUN two");
        assertThat(found.unread()).isEmpty();
    }

    @Test
    void packagesWithoutDpkgAreFilesOfTheirOwnAndNotTheirChecksums() throws Exception {
        image.layer(
                "base",
                Map.of(
                        "etc/os-release", DEBIAN,
                        "var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a\nArchitecture: all\n",
                        "var/lib/dpkg/status.d/tzdata.md5sums", "Package: no\n"));
        assertThat(listed(inventory())).containsExactly("0 tzdata 2024a var/lib/dpkg/status.d/tzdata");
    }

    @Test
    void theDocumentsOfAPackageMayBeThoseOfAnother() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("var/lib/dpkg/status", dpkg("gcc-12-base 1", "libgcc-s1 1", "libgomp1 1", "prose 1"));
        files.put(
                "usr/share/doc/gcc-12-base/copyright",
                "Format: https://x\n\nFiles: *\nLicense: GPL-3+\n text\n\nLicense: MIT\n");
        files.put("usr/share/doc/libgcc-s1", "-> gcc-12-base");
        files.put("usr/share/doc/libgomp1", "-> libgcc-s1");
        files.put("usr/share/doc/prose/copyright", "It is free.\n");
        image.layer("base", files);
        assertThat(inventory().components())
                .extracting(Component::licences)
                .containsExactly(List.of("GPL-3+"), List.of("GPL-3+"), List.of("GPL-3+"), List.of());
    }

    @Test
    void filesThatALayerRemovesOrReplacesAreNotThere() throws Exception {
        image.layer(
                        "one",
                        Map.of(
                                "a.jar",
                                mavenJar("g", "a", "1"),
                                "b.jar",
                                mavenJar("g", "b", "1"),
                                "c/c.jar",
                                mavenJar("g", "c", "1")))
                .layer("two", Map.of(".wh.a.jar", "", "b.jar", mavenJar("g", "b", "2"), "c/.wh..wh..opq", ""));
        assertThat(listed(inventory())).containsExactly("1 b 2 b.jar");
    }

    @Test
    void aJarThatIsWrittenAgainAsItWasComesFromTheFirstLayer() throws Exception {
        byte[] jar = mavenJar("g", "a", "1");
        image.layer("COPY", Map.of("app/a.jar", jar)).layer("RUN chmod", Map.of("app/a.jar", jar));
        assertThat(listed(inventory())).containsExactly("0 a 1 app/a.jar");
    }

    @Test
    void jarsInJarsAreListedEachWithItsPlace() throws Exception {
        byte[] library = mavenJar("g", "library", "1");
        byte[] web = jar(Map.of("WEB-INF/lib/library-1.jar", library));
        byte[] boot = jar(Map.of(
                "META-INF/maven/g/app/pom.properties", "groupId=g\nartifactId=app\nversion=3\n",
                "BOOT-INF/lib/library-1.jar", library,
                "BOOT-INF/lib/web.war", web));
        image.layer("COPY", Map.of("app.jar", boot));
        assertThat(listed(inventory()))
                .containsExactly(
                        "0 app 3 app.jar",
                        "0 library 1 app.jar!/BOOT-INF/lib/library-1.jar",
                        "0 library 1 app.jar!/BOOT-INF/lib/web.war!/WEB-INF/lib/library-1.jar",
                        "0 web.war  app.jar!/BOOT-INF/lib/web.war");
    }

    @Test
    void aJarOfSeveralArtifactsIsTheOneItIsNamedAfter() throws Exception {
        byte[] shaded = jar(Map.of(
                "META-INF/maven/g/app/pom.properties", "groupId=g\nartifactId=app\nversion=3\n",
                "META-INF/maven/g/app-core/pom.properties", "groupId=g\nartifactId=app-core\nversion=2\n"));
        image.layer("COPY", Map.of("x/app-core-2.jar", shaded));
        assertThat(listed(inventory()))
                .containsExactly("0 app 3 x/app-core-2.jar!/META-INF/maven/g/app", "0 app-core 2 x/app-core-2.jar");
    }

    @Test
    void aJarThatTellsNoCoordinatesIsListedByItsManifestAndItsDigest() throws Exception {
        byte[] jar = jar(Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nImplementation-Title: spring-core\nImplementation-Version: 6.1\n\n"));
        image.layer("COPY", Map.of("x.jar", jar));
        Component found = inventory().components().get(0);
        assertThat(found.kind()).isEqualTo(Software.Kind.JAR);
        assertThat(found.purl()).isEmpty();
        assertThat(found.sha256()).isEqualTo(Digest.of(jar));
        assertThat(found.name() + " " + found.version()).isEqualTo("spring-core 6.1");
    }

    @Test
    void anArtifactThatTheBuildKnowsIsThatArtifactAndNotLookedInto() throws Exception {
        byte[] noJar = {1, 2, 3};
        image.layer("COPY", Map.of("x.jar", noJar));
        var artifact =
                new KnownArtifact("g", "known", "1", "", "jar", "runtime", List.of("MIT"), List.of("pkg:maven/g/b@1"));
        Inventory found = inventory(knows(artifact, noJar));
        assertThat(found.components().get(0).purl()).isEqualTo("pkg:maven/g/known@1?type=jar");
        assertThat(found.components().get(0).scope()).isEqualTo("runtime");
        assertThat(found.components().get(0).dependsOn()).as("not in the image").isEmpty();
        assertThat(found.unread()).isEmpty();
        assertThat(inventory().unread())
                .as("of a build that does not know it")
                .containsExactly("/x.jar is no readable zip archive");
    }

    @Test
    void aBillOfMaterialsThatTheApplicationCarriesSaysWhatItsJarsDoNot() throws Exception {
        byte[] spring = jar(Map.of("x", ""));
        String bom = """
                {"components":[
                {"bom-ref":"a","group":"org.s","name":"s","version":"1","purl":"pkg:maven/org.s/s@1?type=jar","licenses":[{"license":{"id":"Apache-2.0"}}]},
                {"bom-ref":"b","group":"g","name":"b","version":"2","purl":"pkg:maven/g/b@2?type=jar","licenses":[{"expression":"MIT OR ISC"}]},
                {"bom-ref":"c","name":"c","version":"3","purl":"pkg:npm/c@3"}],
                "dependencies":[{"ref":"a","dependsOn":["b","unknown"]}]}
                """;
        image.layer(
                "COPY",
                Map.of(
                        "app.jar",
                        jar(Map.of("META-INF/sbom/application.cdx.json", bom, "BOOT-INF/lib/s-1.jar", spring)),
                        "b.jar",
                        mavenJar("g", "b", "2")));
        List<Component> found = inventory().components();
        assertThat(found)
                .extracting(each -> each.purl() + " " + each.licences() + " " + each.dependsOn() + " " + each.path())
                .contains(
                        "pkg:maven/org.s/s@1?type=jar [Apache-2.0] [pkg:maven/g/b@2?type=jar] app.jar!/BOOT-INF/lib/s-1.jar",
                        "pkg:maven/g/b@2?type=jar [MIT OR ISC] [] b.jar",
                        "pkg:npm/c@3 [] [] app.jar!/META-INF/sbom/application.cdx.json");
    }

    /** An image that nobody described may hold the application of its module. */
    private static KnownArtifacts suspects(KnownArtifact application, byte[] file) {
        return new KnownArtifacts() {
            @Override
            public Optional<KnownArtifact> find(Digest sha256, long size) {
                return sha256.equals(Digest.of(file)) ? Optional.of(application) : Optional.empty();
            }

            @Override
            public Optional<KnownArtifact> application() {
                return Optional.of(application);
            }

            @Override
            public boolean isApplicationCertain() {
                return false;
            }
        };
    }

    @Test
    void theApplicationIsInAnImageThatHoldsItsJarOrAJarThatSaysSo() throws Exception {
        byte[] silent = jar(Map.of("BOOT-INF/lib/b.jar", mavenJar("g", "b", "2")));
        var application =
                new KnownArtifact("g", "app", "3", "", "jar", "", List.of("MIT"), List.of("pkg:maven/g/b@2?type=jar"));
        for (byte[] file : List.of(silent, mavenJar("g", "app", "3"))) {
            image = new StackedImage(temp);
            image.layer("COPY", Map.of("opt/app.jar", file, "opt/b.jar", mavenJar("g", "b", "2")));
            Inventory found = inventory(suspects(application, silent));
            assertThat(found.application()).isEqualTo("pkg:maven/g/app@3?type=jar");
            Component itself = found.components().stream()
                    .filter(found::isApplication)
                    .findFirst()
                    .orElseThrow();
            assertThat(itself.path()).isEqualTo("opt/app.jar");
            assertThat(itself.sha256()).isEqualTo(Digest.of(file));
            assertThat(itself.licences()).containsExactly("MIT");
            assertThat(itself.dependsOn()).containsExactly("pkg:maven/g/b@2?type=jar");
        }
    }

    @Test
    void theApplicationIsNotInAnImageThatTellsNothingOfIt() throws Exception {
        var application = new KnownArtifact("g", "app", "3", "", "jar", "", List.of("MIT"), List.of());
        image.layer("COPY", Map.of("opt/b.jar", mavenJar("g", "b", "2"), "opt/app.jar", mavenJar("g", "app", "2")));
        Inventory found = inventory(suspects(application, new byte[0]));
        assertThat(found.application()).isEmpty();
        assertThat(found.components())
                .extracting(Component::purl)
                .containsExactly("pkg:maven/g/app@2?type=jar", "pkg:maven/g/b@2?type=jar");
    }

    @Test
    void otherLanguagesAndJavaItselfAreListed() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put(
                "usr/lib/python3/site-packages/Flask_Login-3.0.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: Flask_Login\nVersion: 3.0\nLicense: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n\nName: no\n");
        files.put(
                "srv/node_modules/@types/node/package.json",
                "{\"name\":\"@types/node\",\"version\":\"20.1.0\",\"license\":\"MIT\"}");
        files.put("srv/node_modules/@types/node/lib/package.json", "{\"type\":\"module\"}");
        files.put("srv/node_modules/x/package.json", "{\"type\":\"module\"}");
        files.put(
                "opt/java/release",
                "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_RUNTIME_VERSION=\"17.0.9+9\"\nJAVA_VERSION=\"17.0.9\"\n");
        files.put("etc/app/release", "1.2.3\n");
        image.layer("COPY", files);
        assertThat(inventory().components())
                .extracting(each -> each.purl() + " " + each.licences())
                .containsExactly(
                        "pkg:generic/eclipse-adoptium/openjdk@17.0.9%2B9 []",
                        "pkg:pypi/flask-login@3.0 [MIT License]", "pkg:npm/%40types/node@20.1.0 [MIT]");
    }

    @Test
    void apkListsItsPackagesWithTheirLicences() throws Exception {
        image.layer(
                "base",
                Map.of(
                        "etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n",
                        "lib/apk/db/installed",
                                "C:Q1x=\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:x\n\nP:libcrypto3\nV:3.1\nA:x86_64\nL:Apache-2.0\no:openssl\n\n"));
        assertThat(inventory().components())
                .extracting(each -> each.purl() + " " + each.licences())
                .containsExactly(
                        "pkg:apk/alpine/libcrypto3@3.1?arch=x86_64&distro=alpine-3.19.1&upstream=openssl [Apache-2.0]",
                        "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.19.1 [MIT]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            var/lib/rpm/Packages                     | is an RPM database in the form of Berkeley DB, which Drydock does not read
            usr/share/rpm/Packages                   | is an RPM database in the form of Berkeley DB, which Drydock does not read
            var/lib/rpm/Packages.db                  | is an RPM database in the form ndb, which Drydock does not read
            usr/lib/sysimage/rpm/Packages.db         | is an RPM database in the form ndb, which Drydock does not read
            usr/lib/sysimage/rpm/rpmdb.sqlite        | cannot be read: it is no SQLite database
            usr/lib/sysimage/rpm/rpmdb.sqlite-wal    | has changes of the RPM database that were not written into it yet, which Drydock does not read
            var/lib/rpmmanifest/container-manifest-2 | cannot be read: a line of it has 1 fields instead of 10
            var/lib/dpkg/status                      | cannot be read: the package a has no version
            """)
    void aDatabaseOfPackagesThatIsNotReadIsNamed(String path, String why) throws Exception {
        image.layer("base", Map.of(path, "Package: a\n\n"));
        Inventory found = inventory();
        assertThat(found.components()).isEmpty();
        assertThat(found.gaps())
                .containsExactly(
                        new Gap("/" + path + " " + why + ". Packages that only it names are not listed", true));
        assertThat(inventory()).as("of findings that are kept").isEqualTo(found);
    }

    /** As after a change of form that has left the old file behind. */
    @Test
    void anOldDatabaseBesideOneThatIsReadIsNamedAsWell() throws Exception {
        byte[] read = new MadeRpmDatabase(Files.createDirectories(temp.resolve("rpm"))).sqlite();
        image.layer("base", Map.of("var/lib/rpm/rpmdb.sqlite", read, "var/lib/rpm/Packages", "x"))
                .layer("RUN", Map.of("var/lib/rpm/Packages.db", "x"));
        Inventory found = inventory();
        assertThat(found.components()).hasSize(151);
        assertThat(found.unread())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("/var/lib/rpm/Packages is an RPM database in the form of"),
                        two -> assertThat(two)
                                .startsWith("/var/lib/rpm/Packages.db is an RPM database in the form ndb"));
    }

    @Test
    void anOldDatabaseThatALayerRemovesIsNotThere() throws Exception {
        image.layer("base", Map.of("var/lib/rpm/Packages", "x")).layer("RUN", Map.of("var/lib/rpm/.wh.Packages", ""));
        assertThat(inventory().gaps()).isEmpty();
    }

    @Test
    void anEmptyFileInsteadOfAnOldDatabaseLacksNothing() throws Exception {
        image.layer("base", Map.of("var/lib/rpm/Packages", "", "var/lib/rpm/rpmdb.sqlite-wal", ""));
        assertThat(inventory().gaps()).isEmpty();
    }

    @Test
    void aHardLinkTellsWhatItsTargetTells() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("store/blob", mavenJar("g", "a", "1"));
        files.put("app/a.jar", "=> store/blob");
        image.layer("COPY", files);
        assertThat(listed(inventory())).containsExactly("0 a 1 app/a.jar");
    }

    @Test
    void aSecondLookGivesTheSameAndReadsNoLayer() throws Exception {
        image.layer("base", Map.of("var/lib/dpkg/status", dpkg("a 1"), "etc/os-release", DEBIAN))
                .layer(
                        "COPY",
                        Map.of(
                                "a.jar",
                                mavenJar("g", "a", "1"),
                                "p.dist-info/METADATA",
                                "Name: p\nVersion: 1\n",
                                "META-INF/sbom/application.cdx.json",
                                "{\"components\":[{\"purl\":\"pkg:npm/c@3\",\"name\":\"c\"}]}"));
        Inventory first = inventory();
        Files.delete(temp.resolve("layer0"));
        Files.delete(temp.resolve("layer1"));
        assertThat(inventory()).isEqualTo(first);
        assertThat(first.components()).hasSize(4);
    }

    @Test
    void aDamagedFindingIsFoundAnew() throws Exception {
        image.layer("base", Map.of("var/lib/dpkg/status", dpkg("a 1"), "a.jar", mavenJar("g", "a", "1")));
        Inventory first = inventory();
        try (var files = Files.list(temp.resolve("findings"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[0] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThat(inventory()).isEqualTo(first);
    }

    @Test
    void aDamagedLayerIsAFailureThatNamesIt() throws Exception {
        image.layer("base", Map.of("var/lib/dpkg/status", dpkg("a 1")));
        Files.write(temp.resolve("layer0"), new byte[100]);
        assertThatThrownBy(this::inventory)
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("It cannot be told what is in the layer sha256:")
                .hasMessageContaining("has changed since it was stored");
    }
}
