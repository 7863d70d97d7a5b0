package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in a POM or on the command line is reported with the element it is in, and with what to write instead. */
class BadConfigurationTest {

    @TempDir
    static Path dir;

    /** A project with two main classes and no jar. */
    @BeforeAll
    static void project() throws IOException {
        Path classes = Files.createDirectories(dir.resolve("target/classes"));
        for (String name : new String[] {"A", "B"}) {
            Path source = Files.writeString(
                    dir.resolve(name + ".java"), "class " + name + " { public static void main(String[] a) {} }");
            ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        }
        Files.createDirectories(dir.resolve("conf/sub"));
        Files.writeString(dir.resolve("conf/sub/a.txt"), "a");
    }

    private static final String APP = "<mainClass>A</mainClass>";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // names
                arguments("<image><nmae>x</nmae></image>", "<nmae> is not an element of <image>", "<name>"),
                arguments("<imgae>x</imgae>", "<imgae> is not an element of the configuration", "<image>"),
                arguments(
                        "<images><web><prots>80</prots></web></images>",
                        "<prots> is not an element of <web>",
                        "<ports>"),
                arguments("<from><image>x</image></from>", "<from> in the configuration", "<from>value</from>"),
                arguments("<container><user>1</user></container>", "<container> is not an element", "Coming from Jib"),
                arguments(
                        "<from>oci-layout://nowhere</from>" + APP,
                        "<from>oci-layout://nowhere</from>",
                        "directory of the POM"),
                arguments("<image>Me/App</image>" + APP, "drydock.image", "me/app:1.0"),
                arguments("<image>a b</image>" + APP, "drydock.image", "me/app:1.0"),
                arguments("<tags>a b</tags>" + APP, "drydock.tags: 'a b' is not a tag", "1.0"),
                arguments("<from>Not_An:Image:Name</from>" + APP, "drydock.from", "eclipse-temurin:17-jre"),
                arguments("<images><libraries/></images>", "<libraries>", "another name"),
                arguments(
                        "<images><image><name>me/web</name></image></images>",
                        "<image> in <images>: each image there is an element of its own name",
                        "<images><web><name>me/web</name></web></images>"),
                // what to start
                arguments("", "Several classes in", "<mainClass>A</mainClass>"),
                arguments("<mainClass>a</mainClass>", "The main class a is in no class folder", "Did you mean A?"),
                arguments("<startup>aot</startup><startupOnFailure>x</startupOnFailure>", "'x'", "fail, warn"),
                arguments("<startup>aot</startup><startupTime>x</startupTime>", "drydock.startup.time", "90s"),
                arguments("<startup>aot</startup><training>x</training>", "<training> in the POM: 'x'", "build, tests"),
                arguments(
                        "<startup>aot</startup><training>tests</training><startupTime>9s</startupTime>",
                        "<training>tests</training> and drydock.startup.time",
                        "Remove one"),
                arguments( // before a runtime is linked, which would complain of the module
                        "<startup>aot</startup><layout>exploded</layout><runtime>jlink</runtime>"
                                + "<modules>no.such</modules>" + APP,
                        "<startup>aot</startup> is for applications in jars",
                        "<layout>packaged</layout>"),
                arguments(
                        "<entrypoint>x</entrypoint><runtime>jlink</runtime><modules>no.such</modules>" + APP,
                        "<entrypoint> and <mainClass>",
                        "Remove <entrypoint>"),
                arguments("<entrypoint>x</entrypoint>" + APP, "<entrypoint> and <mainClass>", "Remove <entrypoint>"),
                arguments(
                        "<entrypoint>x</entrypoint><jvmFlags>-Xmx1g</jvmFlags>",
                        "<entrypoint> and <jvmFlags>",
                        "Remove <entrypoint>"),
                arguments("<entrypoint>x</entrypoint><startup>aot</startup>", "<startup>aot</startup>", "Remove one"),
                arguments("<cmd>echo 'open</cmd>" + APP, "drydock.cmd", "Close it"),
                arguments("<layout>packaged</layout>" + APP, "There is no jar", "mvn package"),
                arguments("<layout>layers</layout>", "There is no jar", "mvn package"),
                arguments("<layout>fat</layout>", "<layout> in the POM: 'fat'", "exploded, packaged, layers, none"),
                arguments("<layout>none</layout><user>1</user>", "no <from>", "scratch"),
                arguments("<appRoot>app</appRoot>" + APP, "<appRoot>app</appRoot>", "begins with '/'"),
                arguments("<runtime>jre</runtime>" + APP, "<runtime> in the POM: 'jre'", "base, jlink"),
                arguments("<startup>fast</startup>" + APP, "<startup> in the POM: 'fast'", "jit, aot"),
                arguments(
                        "<runtime>jlink</runtime><modules>no.such</modules>" + APP,
                        "<modules>no.such</modules>",
                        "--list-modules"),
                arguments(
                        "<runtime>jlink</runtime><platforms>linux/s390x</platforms>" + APP,
                        "<runtime>jlink</runtime> links a Java runtime for linux/",
                        "name a base image with Java for linux/s390x"),
                // files
                arguments(
                        "<files><set><into>/x</into></set></files>" + APP,
                        "has neither <from> nor <libraries>",
                        "<from>src/main/config"),
                arguments(
                        files("<from>conf</from><libraries>*:*</libraries>"),
                        "has both <from> and <libraries>",
                        "<libraries>*:*</libraries>"),
                arguments(
                        files("<from>conf</from><stripVersion>true</stripVersion>"),
                        "<stripVersion> in a set of <files> goes with <libraries>",
                        "a set of its own"),
                arguments(files("<libraries>lombok</libraries>"), "'lombok' does not name a library", "group:artifact"),
                arguments(files("<libraries>it:none</libraries>"), "has no such library", "mvn dependency:tree"),
                arguments(
                        files("<libraries>*:*</libraries><includes>*.jar</includes>"),
                        "are not unpacked",
                        "<excludeLibraries>"),
                arguments(
                        files("<libraries>*:*</libraries><unpack>yes</unpack>"),
                        "<unpack>yes</unpack>",
                        "<unpack>true</unpack>"),
                arguments(files("<from>conf</from><unpack>true</unpack>"), "is to be unpacked", "zip or jar"),
                arguments(files("<form>conf</form>"), "<form> is not an element of a set", "<from>"),
                arguments(files("<from>nowhere</from>"), "<from>nowhere</from>", "directory of the POM"),
                arguments(files("<from>conf</from><includes>**/*.nothing</includes>"), "<from>conf</from>", "**/*.sh"),
                arguments(files("<from>conf</from><into>etc</into>"), "<into>etc</into>", "begins with '/'"),
                arguments(files("<from>conf</from><mode>9z</mode>"), "<mode>9z</mode>", "octal"),
                arguments(files("<from>conf</from><mode>17777</mode>"), "<mode>17777</mode>", "octal"),
                arguments(files("<from>conf</from><owner>me you</owner>"), "<owner>me you</owner>", "1000:1000"),
                arguments(files("<from>conf</from><owner>nobody</owner>"), "nobody", "1000:1000"),
                // what a container is told
                arguments(scratch("<ports>http</ports>"), "<ports>: 'http'", "8080, 53/udp or 8000-8010"),
                arguments(scratch("<ports><port>0</port></ports>"), "<ports>: '0'", "8080"),
                arguments(scratch("<ports>70000</ports>"), "<ports>: '70000'", "8080"),
                arguments(scratch("<ports>9-8</ports>"), "<ports>: '9-8'", "8080"),
                arguments(scratch("<ports>1/icmp</ports>"), "<ports>: '1/icmp'", "53/udp"),
                arguments(scratch("<volumes>data</volumes>"), "<volumes>: 'data'", "begins with '/'"),
                arguments(scratch("<user>a b</user>"), "<user>a b</user>", "1000:1000"),
                arguments(scratch("<user>-1</user>"), "<user>-1</user>", "1000:1000"),
                arguments(scratch("<user>9:</user>"), "<user>9:</user>", "1000:1000"),
                arguments(scratch("<user>4294967296</user>"), "<user>4294967296</user>", "1000:1000"),
                arguments(scratch("<workdir>app</workdir>"), "<workdir>app</workdir>", "begins with '/'"),
                arguments(scratch("<stopSignal>SIGFOO</stopSignal>"), "<stopSignal>", "SIGTERM"),
                arguments(health("<interval>-5s</interval>"), "<interval>-5s</interval>", "1m30s"),
                arguments(health("<interval>5</interval>"), "<interval>5</interval>", "1m30s"),
                arguments(health("<timeout>99999999999999999999s</timeout>"), "<timeout>9999", "1m30s"),
                arguments(health("<retries>-1</retries>"), "<retries>-1</retries>", "1"),
                arguments(health("<retires>1</retires>"), "<retires> is not an element of <healthcheck>", "<retries>"),
                arguments(
                        scratch("<healthcheck><interval>5s</interval></healthcheck>"),
                        "<healthcheck> has no <cmd>",
                        "none"),
                // how it is built
                arguments(scratch("<platforms>linux/pdp11</platforms>"), "<platforms>: 'linux/pdp11'", "linux/amd64"),
                arguments(scratch("<platforms>a/b/c/d</platforms>"), "<platforms>", "linux/amd64"),
                arguments(scratch("<timestamp>yesterday</timestamp>"), "drydock.timestamp: 'yesterday'", "2026-11-23T"),
                arguments(scratch("<compression>brotli</compression>"), "<compression>", "gzip, zstd, none"),
                arguments(scratch("<pull>sometimes</pull>"), "<pull>", "missing, always, never"),
                arguments(scratch("<sandbox>vm</sandbox>"), "<sandbox>", "auto"),
                arguments(scratch("<noCache>maybe</noCache>"), "<noCache>", "true or false"),
                arguments(scratch("<secrets><t>vault:x</t></secrets>"), "drydock.secret.t", "file:PATH or env:NAME"),
                arguments("<dockerfile>nowhere</dockerfile>", "drydock.dockerfile", "relative path"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeInThePom(String configuration, String element, String cure) {
        check(new PomBuild(dir).configuration(configuration), element, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drydock.ports | http | 'http' | 8080",
                "drydock.user | a b | a b | 1000:1000",
                "drydock.layout | fat | -Ddrydock.layout: 'fat' | exploded, packaged",
                "drydock.image | A | drydock.image | me/app",
            })
    void aMistakeOnTheCommandLine(String property, String value, String element, String cure) {
        check(new PomBuild(dir).configuration(scratch("")).user(property, value), element, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<from>tomcat:9</from> | There is no war | mvn package",
                "<from>mine:1</from> | <from>mine:1</from> | <appRoot>/usr/local/tomcat/webapps/ROOT</appRoot>",
                "<jvmFlags>-Xmx1g</jvmFlags> | <jvmFlags> changes nothing | JAVA_OPTS",
                "<mainClass>A</mainClass> | <mainClass> changes nothing | servlet container",
            })
    void aMistakeInAWar(String configuration, String element, String cure) {
        check(new PomBuild(dir).packaging("war").configuration(configuration), element, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<maven.compiler.release>new</maven.compiler.release> | release 'new' of Java | <from>",
                "<project.build.outputTimestamp>then</project.build.outputTimestamp> | outputTimestamp: 'then' | 2026",
            })
    void aMistakeInTheProject(String properties, String element, String cure) {
        check(
                new PomBuild(dir)
                        .elements("<properties>" + properties + "</properties>")
                        .configuration("<mainClass>A</mainClass>"),
                element,
                cure);
    }

    private static void check(PomBuild build, String element, String cure) {
        Throwable failure = catchThrowable(build.user("drydock.cacheDirectory", dir + "/store")::run);
        assertThat(failure).isInstanceOf(MojoFailureException.class);
        String[] text = failure.getMessage().split(System.lineSeparator() + "  ", 2);
        assertThat(text).as(failure.getMessage()).hasSize(2);
        assertThat(text[0]).contains(element);
        assertThat(text[1]).contains(cure);
    }

    private static String scratch(String more) {
        return "<from>scratch</from>" + APP + more;
    }

    private static String files(String set) {
        return scratch("<files><set>" + set + "</set></files>");
    }

    private static String health(String more) {
        return scratch("<healthcheck><cmd>true</cmd>" + more + "</healthcheck>");
    }
}
