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
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rooms of Drydock and the only arrows between them. A room is a package; a sub-package is a room of its own. The arrows
 * are listed in {@code rooms.txt}: the build fails on one that is missing there, and on one that nothing uses any more.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.drydock.";

    /** Every room may throw a failure for the user to read, and mark its classes. */
    private static final Set<String> OPEN_TO_ALL = Set.of("failure", "startup");

    /** A room with more types than this has more than one job. */
    private static final int MOST_TYPES = 38;

    /** Rooms whose classes neither read nor write files; values of type Path may pass through them. */
    private static final String[] FILELESS = rooms("dockerfile", "plan", "frontend", "image", "progress", "failure");

    private static final String[] NETWORKED = rooms("http", "registry", "remote", "probe");

    private static final String[] STARTING_PROCESSES = rooms("process", "sandbox.host", "sandbox.engine", "java");

    private static JavaClasses engine;

    private static Map<String, Set<String>> listed;

    @BeforeAll
    static void readClassesAndTable() throws IOException {
        engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.drydock");
        listed = new TreeMap<>();
        try (InputStream table = ArchitectureTest.class.getResourceAsStream("rooms.txt")) {
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] sides = line.split("->", -1);
                if (!line.startsWith("#") && sides.length == 2) {
                    listed.put(sides[0].trim(), words(sides[1]));
                }
            }
        }
    }

    static JavaClasses engine() {
        return engine;
    }

    /** Here because reading all classes takes longer than all checks of them. */
    @Nested
    class AtStartUp extends StartUpRules {}

    @TestFactory
    Stream<DynamicTest> eachRoomKnowsTheRoomsThatTheTableListsAndNoOther() {
        Map<String, Set<String>> found = arrows();
        Set<String> all = new TreeSet<>(found.keySet());
        all.addAll(listed.keySet());
        return all.stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> assertThat(found.get(room))
                                .as("rooms that %s knows, against rooms.txt", room)
                                .isEqualTo(listed.get(room))));
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching("dev.drydock.(**)").should().beFreeOfCycles().check(engine);
    }

    @TestFactory
    Stream<DynamicTest> noRoomIsABag() {
        Map<String, Set<String>> types = new TreeMap<>();
        for (JavaClass type : engine) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                types.computeIfAbsent(room(type), r -> new TreeSet<>()).add(type.getSimpleName());
            }
        }
        return types.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(), () -> assertThat(room.getValue()).hasSizeLessThanOrEqualTo(MOST_TYPES)));
    }

    @Test
    void onlyTheMavenRoomsSeeMaven() {
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
    void fewRoomsTouchTheNetwork() {
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

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass type : engine) {
            Set<String> known = arrows.computeIfAbsent(room(type), r -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass other = dependency.getTargetClass().getBaseComponentType();
                if (other.getPackageName().startsWith(ROOT)) {
                    known.add(room(other));
                }
            }
        }
        arrows.forEach((room, known) -> {
            known.remove(room);
            known.removeAll(OPEN_TO_ALL);
        });
        return arrows;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>(Arrays.asList(text.trim().split("\\s+")));
        words.remove("");
        return words;
    }

    private static String[] rooms(String... names) {
        return Arrays.stream(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
