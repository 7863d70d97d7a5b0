package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.drydock.java.Library.Kind;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of {@code <files>} that take libraries of the module. */
class FileSetLibrariesTest {

    @TempDir
    Path dir;

    @Test
    void patternsChooseLibrariesAndOthersLeaveSomeOut() throws Exception {
        assertThat(built("<libraries>org.*:*</libraries><excludeLibraries>*:*:sources</excludeLibraries>"
                        + "<into>/lib</into><mode>600</mode>"))
                .containsExactly(entry("lib/api-1.0.jar", "600"), entry("lib/core-2.jar", "600"));
    }

    @Test
    void namesWithoutVersionsHaveTheGroupWhereTwoWouldBeTheSame() throws Exception {
        assertThat(built("<libraries><library>*:core</library></libraries><stripVersion>true</stripVersion>"))
                .containsOnlyKeys("core.jar", "core-sources.jar", "com.core-core.jar");
    }

    @Test
    void unpackedLibrariesAreFilesOfWhichSomeMayBeChosen() throws Exception {
        assertThat(built("<libraries>org.api:api</libraries><unpack>true</unpack><into>/web</into>"
                        + "<includes>**/*.js</includes><mode>640</mode>"))
                .containsExactly(entry("web/static/api.js", "640"));
    }

    @Test
    void aZipOfTheProjectIsUnpackedToo() throws Exception {
        jar("target/site.zip", "site");
        assertThat(built("<from>target/site.zip</from><unpack>true</unpack><into>/srv</into>"))
                .containsOnlyKeys("srv/static/site.js", "srv/static/site.css");
    }

    @Test
    void allLibrariesOfAModuleWithoutAnyAreNone() throws Exception {
        PomBuild build = build("<libraries>*:*</libraries>");
        build.run();
        assertThat(BuiltPaths.of(build.output())).isEmpty();
    }

    private Map<String, String> built(String set) throws Exception {
        PomBuild build = build(set)
                .library(library("org.api", "api", "", "1.0"))
                .library(library("org.core", "core", "", "2"))
                .library(library("org.core", "core", "sources", "2"))
                .library(library("com.core", "core", "", "3"));
        build.run();
        return BuiltPaths.of(build.output());
    }

    private PomBuild build(String set) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from><layout>none</layout><files><set>" + set + "</set></files>")
                .user("drydock.cacheDirectory", dir + "/store");
    }

    private LibraryArtifact library(String group, String name, String classifier, String version) throws IOException {
        String file = name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        Path jar = jar("repository/" + group + "/" + file, name);
        return new LibraryArtifact(group, name, classifier, version, false, false, Kind.RELEASE, jar);
    }

    private Path jar(String path, String name) throws IOException {
        Path jar = dir.resolve(path);
        Files.createDirectories(jar.getParent());
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("static/" + name + ".js"));
            out.putNextEntry(new ZipEntry("static/" + name + ".css"));
        }
        return jar;
    }
}
