package dev.drydock;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the engine and the only arrows between them. A room that needs a new arrow changes this table first. */
class ArchitectureTest {

    private static final String ROOT = "dev.drydock.";

    /** Room to the rooms it may know; {@code failure} is open to all. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("failure", Set.of()),
            entry("io", Set.of()),
            entry("image", Set.of("io")),
            entry("progress", Set.of("image")),
            entry("dockerfile", Set.of()),
            entry("context", Set.of("io", "image")),
            entry("plan", Set.of("image")),
            entry("frontend", Set.of("dockerfile", "context", "plan", "image", "progress", "io")),
            entry("sandbox", Set.of("io")),
            entry("snapshot", Set.of("sandbox", "image", "io")),
            entry("store", Set.of("snapshot", "image", "io")),
            entry("copy", Set.of("plan", "context", "snapshot", "image", "io")),
            entry("java", Set.of("plan", "image", "io")),
            entry("remote", Set.of("io", "image")),
            entry("probe", Set.of()),
            entry("layout", Set.of("image", "io")),
            entry("registry", Set.of("io", "image", "progress")),
            entry(
                    "solve",
                    Set.of("plan", "context", "copy", "snapshot", "sandbox", "store", "progress", "image", "io")),
            entry(
                    "build",
                    Set.of(
                            "frontend",
                            "java",
                            "dockerfile",
                            "plan",
                            "context",
                            "copy",
                            "remote",
                            "layout",
                            "registry",
                            "snapshot",
                            "sandbox",
                            "store",
                            "solve",
                            "progress",
                            "image",
                            "io")),
            entry(
                    "maven",
                    Set.of(
                            "build",
                            "java",
                            "plan",
                            "frontend",
                            "dockerfile",
                            "probe",
                            "registry",
                            "snapshot",
                            "sandbox",
                            "progress",
                            "image",
                            "io")));

    /** Rooms whose classes neither read nor write files; values of type Path may pass through them. */
    private static final String[] FILELESS = rooms("dockerfile", "plan", "frontend", "image", "progress", "failure");

    private static final String[] NETWORKED = rooms("registry", "remote", "probe");

    private static final String[] STARTING_PROCESSES = rooms("sandbox", "registry", "remote", "build", "java");

    private static JavaClasses engine;

    @BeforeAll
    static void readClasses() {
        engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.drydock");
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        Set<String> found = new TreeSet<>();
        engine.forEach(
                type -> found.add(type.getPackageName().substring(ROOT.length()).replaceAll("\\..*", "")));
        Assertions.assertThat(ARROWS.keySet()).containsAll(found);
    }

    @TestFactory
    Stream<DynamicTest> roomsKnowOnlyTheirNeighbours() {
        return ARROWS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> checkArrows(room.getKey(), room.getValue())));
    }

    private static void checkArrows(String room, Set<String> neighbours) {
        String[] allowed = Stream.concat(Stream.of(room, "failure"), neighbours.stream())
                .map(r -> ROOT + r + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.drydock..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(engine);
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching("dev.drydock.(*)..").should().beFreeOfCycles().check(engine);
    }

    @Test
    void onlyTheMavenRoomSeesMaven() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "maven..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.maven..", "org.codehaus.plexus..", "org.eclipse.aether..", "javax.inject.."))
                .check(engine);
    }

    @Test
    void pureRoomsTouchNoFiles() {
        noClasses()
                .that(resideInAnyPackage(FILELESS))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.file\\.(Files|FileSystems?)|java\\.io\\.(File|File(In|Out)putStream"
                        + "|RandomAccessFile|File(Reader|Writer))|java\\.nio\\.channels\\..*(?<!Exception)")
                .check(engine);
    }

    @Test
    void onlyRegistryAndRemoteTouchTheNetwork() {
        noClasses()
                .that(not(resideInAnyPackage(NETWORKED)))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(http\\..*|Socket|ServerSocket|DatagramSocket|(Http)?URLConnection|Inet.*)(?<!Exception)"
                                + "|javax\\.net\\..*(?<!Exception)")
                .check(engine);
    }

    @Test
    void fewRoomsStartProcesses() {
        noClasses()
                .that(not(resideInAnyPackage(STARTING_PROCESSES)))
                .should()
                .callMethodWhere(target(owner(type(Runtime.class)))
                        .and(target(nameMatching("exec")))
                        .or(target(owner(type(ProcessBuilder.class)))))
                .allowEmptyShould(true)
                .check(engine);
    }

    @Test
    void onlyTheSandboxCallsTheKernelAndContextsReadAttributes() {
        noClasses()
                .that(not(resideInAnyPackage(rooms("sandbox", "context"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(engine);
    }

    private static String[] rooms(String... names) {
        return Arrays.stream(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
