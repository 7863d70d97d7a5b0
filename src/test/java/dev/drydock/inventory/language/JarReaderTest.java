package dev.drydock.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.inventory.StackedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarReaderTest {

    @TempDir
    Path temp;

    private Path file(byte[] content) throws Exception {
        return Files.write(Files.createTempFile(temp, "x", ".jar"), content);
    }

    @Test
    void aBombIsLeftWhereItExceedsTheLimit() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("a.jar", StackedImage.mavenJar("g", "a", "1"));
        files.put("b.jar", new byte[1_000_000]);
        files.put("c.jar", StackedImage.mavenJar("g", "c", "1"));
        JarFacts facts = JarReader.read(file(StackedImage.jar(files)), temp, 100_000, 100);
        assertThat(facts.nested()).extracting(JarFacts.Nested::name).containsExactly("a.jar");
        assertThat(facts.unread()).containsExactly("unpacks to more than is looked at, beginning with b.jar");
    }

    @Test
    void aJarFullOfJarsIsLeftAtTheLimit() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            files.put(i + ".jar", StackedImage.mavenJar("g", "a" + i, "1"));
        }
        JarFacts facts = JarReader.read(file(StackedImage.jar(files)), temp, 100_000, 3);
        assertThat(facts.nested()).hasSize(3);
        assertThat(facts.unread()).containsExactly("has more jars in it than are looked at");
    }

    @Test
    void jarsInJarsInJarsEndSomewhere() throws Exception {
        byte[] jar = StackedImage.jar(Map.of("x", ""));
        for (int i = 0; i < 6; i++) {
            jar = StackedImage.jar(Map.of("in.jar", jar));
        }
        JarFacts facts = JarReader.read(file(jar), temp);
        for (int depth = 0; depth < 3; depth++) {
            assertThat(facts.unread()).isEmpty();
            facts = facts.nested().get(0).facts();
        }
        assertThat(facts.unread()).containsExactly("has jars in it that are more than 3 levels deep");
        assertThat(facts.nested()).isEmpty();
    }

    @Test
    void damagedFilesInAJarAreNamedAndTheOthersRead() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("META-INF/MANIFEST.MF", "no manifest\nat all\n");
        files.put("META-INF/maven/g/a/pom.properties", "groupId=\\u12\n");
        files.put("META-INF/maven/g/b/pom.properties", "groupId=g\nartifactId=b\nversion=1\n");
        files.put("META-INF/sbom/application.cdx.json", "[");
        files.put("a.jar", "no jar");
        JarFacts facts = JarReader.read(file(StackedImage.jar(files)), temp);
        assertThat(facts.poms()).containsExactly(new JarFacts.Coordinates("g", "b", "1"));
        assertThat(facts.unread())
                .containsExactly(
                        "has an unreadable META-INF/MANIFEST.MF",
                        "has an unreadable META-INF/maven/g/a/pom.properties",
                        "has an unreadable META-INF/sbom/application.cdx.json");
        assertThat(facts.nested().get(0).facts().unread()).containsExactly("is no readable zip archive");
        try (var left = Files.list(temp)) {
            assertThat(left).as("temporary files").hasSize(1);
        }
    }
}
