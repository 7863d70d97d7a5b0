package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOCK_FILE;
import static dev.drydock.maven.settings.DrydockSettings.PLUGIN_EXTENSIONS;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.maven.jib.JibExtensions;
import dev.drydock.maven.module.ApplicationSource;
import dev.drydock.maven.module.DockerfileLookup;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.ImageDescription;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Settings that describe an image without a Dockerfile. */
@StartUp
abstract class DescribedMojo extends ImageMojo {

    /**
     * Several images of one module. Each is named by its element and takes any setting of an image: {@code
     * <images><web><name>me/web</name></web><worker>…</worker></images>}. Settings beside {@code <images>}, and in an {@code
     * <image>} there, apply to all of them. Each is kept in {@code target/drydock/NAME}; {@code -Ddrydock.images.web.from=…}
     * sets it on the command line.
     *
     * @since 0.1.0
     */
    @Parameter
    protected PlexusConfiguration images;

    /**
     * The base image: an image, {@code scratch}, {@code oci-layout://FOLDER}, or the image of a module built earlier in the
     * same Maven run. By default a Java runtime for the release the code is compiled for, such as {@code
     * eclipse-temurin:17-jre}; for a war, Tomcat.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.from")
    protected String from;

    /**
     * How the Java application is laid out in the image: {@code exploded} into libraries, resources and classes; {@code
     * packaged}, with its jar or war as it is; {@code layers}, as the {@code layers.idx} of an executable Spring Boot jar
     * says; {@code none} leaves the application out. By default {@code exploded}; Quarkus' fast-jar is recognised.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.layout")
    protected String layout;

    /**
     * The jar or war that is the application, if it is not the module's main artifact: the classifier of an attached one,
     * such as {@code exec}, or a path, such as {@code target/app-all.jar}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.artifact")
    protected String artifact;

    /**
     * The folder of the application in the image. By default {@code /app}; for a war, where the servlet container expects
     * it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.appRoot")
    protected String appRoot;

    /**
     * The class to start. By default the one class with a main method; if there are several, the one annotated with {@code
     * @SpringBootApplication}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.mainClass")
    protected String mainClass;

    /**
     * Options for the JVM, placed before the main class: {@code <jvmFlags><flag>-Xmx256m</flag></jvmFlags>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.jvmFlags")
    protected List<String> jvmFlags;

    /**
     * {@code base} takes the Java of the base image. {@code jlink} links a Java runtime from the JDK of the build, with the
     * modules the application needs; with {@code <from>scratch</from>} the image holds that runtime, the C library, the
     * application and nothing else. Not for wars.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.runtime", defaultValue = "base")
    protected String runtime;

    /**
     * Modules of the JDK to link into the runtime in addition to those found, such as {@code jdk.crypto.ec}; for {@code
     * <runtime>jlink</runtime>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.modules")
    protected List<String> modules;

    /**
     * {@code aot} starts the application once while the image is built and keeps its classes in the form the JVM loads
     * fastest: an AppCDS archive or, with Java 25 and newer, an AOT cache.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup", defaultValue = "jit")
    protected String startup;

    /**
     * The source of the classes that {@code <startup>aot</startup>} keeps. {@code build} starts the application for a short time
     * while the image is built. {@code tests} has {@code drydock:start} record while the integration tests use the application;
     * {@code drydock:stop} then adds the recorded file to the image as its last layer. Later builds of the same layers take the
     * file that was recorded; until there is one, the image has none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.training", defaultValue = "build")
    protected String training;

    /**
     * The consequence if the application fails when {@code <startup>aot</startup>} starts it: {@code fail} fails the build,
     * {@code warn} builds the image without the archive. It has failed if it ends with an exit code other than 0 or with an
     * exception from its main method or, with Spring Boot, before its context is up.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup.onFailure", defaultValue = "fail")
    protected String startupOnFailure;

    /**
     * How long an application that does not end by itself runs when {@code <startup>aot</startup>} starts it, such as {@code
     * 30s}; then it is asked to end. By default {@code 15s}; {@code 5m} for Spring Boot 3.3 and newer, which ends by itself
     * as soon as its context is up.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup.time")
    protected String startupTime;

    /**
     * Paths in the image to put before everything else on the class path.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.extraClassPath")
    protected List<String> extraClassPath;

    /**
     * Libraries to leave out of the image, as {@code group:artifact} or {@code group:artifact:classifier}; {@code *} stands
     * for any text. Whatever Spring Boot's own plugin leaves out of a Spring Boot application is left out as well.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.excludes")
    protected List<String> excludes;

    /**
     * Files of the application to leave out of the image, by patterns of their paths on the class path or in the archive that is
     * unpacked: {@code *} and {@code ?} within a name, {@code **} for any folders, as in {@code application-local.*}.
     * Files that are added have {@code <excludes>} in their set.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.excludeFiles")
    protected List<String> excludeFiles;

    /**
     * The program a container starts. By default it starts the Java application; {@code INHERIT} keeps the base image's. The
     * application's class path is in the file {@code class-path} in its folder: {@code java -cp @/app/class-path Main}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.entrypoint")
    protected List<String> entrypoint;

    /**
     * Arguments for the program a container starts, unless it is given others.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cmd")
    protected List<String> cmd;

    /**
     * Environment variables: {@code <env><LANG>C.UTF-8</LANG></env>}, or {@code -Ddrydock.env.LANG=C.UTF-8}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> env;

    /**
     * Labels, also for an image built from a Dockerfile: {@code <labels><team>red</team></labels>}, or {@code
     * -Ddrydock.label.team=red}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> labels;

    /**
     * Annotations of the image's manifest, also for an image built from a Dockerfile: {@code
     * <annotations><team>red</team></annotations>}, or {@code -Ddrydock.annotation.team=red}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> annotations;

    /**
     * Ports the application listens on: {@code 8080}, {@code 53/udp} or {@code 8000-8010}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.ports")
    protected List<String> ports;

    /**
     * Folders that hold data, as paths in the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.volumes")
    protected List<String> volumes;

    /**
     * The user the container runs as, optionally with a group, by name or number: {@code 1000:1000}. By default the base
     * image's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.user")
    protected String user;

    /**
     * The folder the container starts in; it is created if it does not exist. By default the base image's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.workdir")
    protected String workdir;

    /**
     * A command that tells whether the container works: as text, or as {@code <cmd>} with {@code <interval>}, {@code
     * <timeout>}, {@code <startPeriod>} (such as 30s) and {@code <retries>}. {@code none} switches off the base image's,
     * which is used by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.healthcheck")
    protected PlexusConfiguration healthcheck;

    /**
     * The signal that asks the container to end, such as {@code SIGQUIT}. By default the base image's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.stopSignal")
    protected String stopSignal;

    /**
     * Files to add, each a {@code <set>} with {@code <from>} (a folder or file), {@code <into>} (by default {@code /}),
     * {@code <includes>}, {@code <excludes>}, {@code <owner>} and {@code <mode>}. Instead of {@code <from>}, a set may take
     * libraries of the module: {@code <libraries>} with patterns {@code group:artifact}, {@code <excludeLibraries>} and
     * {@code <stripVersion>}. {@code <unpack>} unpacks libraries, or a zip. By default the content of {@code src/main/image}
     * is added to {@code /}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected PlexusConfiguration files;

    /**
     * Commands to execute in the image as root, after files have been added and before the application is: {@code
     * <run><command>apk add --no-cache curl</command></run>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.run")
    protected List<String> run;

    /**
     * Extensions of Jib that change what is built, each a {@code <pluginExtension>} with {@code <implementation>}, {@code
     * <properties>} and {@code <configuration>} as for Jib. Their artifacts, and libraries of Jib that they use, belong to the
     * {@code <dependencies>} of this plugin. Not for an image built from a Dockerfile.
     *
     * @since 0.1.0
     */
    @Parameter
    protected PlexusConfiguration pluginExtensions;

    /**
     * The file that pins base images to digests; {@code drydock:lock} writes it. By default {@code drydock.lock} beside the
     * POM, if it is there. A file that is named must exist. See {@code drydock.lock.missing} for base images that are not in
     * it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lock.file")
    protected File lockFile;

    /**
     * The consequence if there is a lock file and a base image is not in it: {@code fail} fails the build, {@code warn} warns
     * and takes the image that the name stands for today.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lock.missing", defaultValue = "fail")
    protected String lockMissing;

    DescribedMojo(Invocation invocation) {
        super(invocation);
    }

    static Path lockFile(Invocation here, Settings settings) {
        return settings.path(LOCK_FILE).orElse(here.base().resolve("drydock.lock"));
    }

    /** The description of the image; empty in a module that need not have one. */
    Optional<ImageSource> source(Invocation here, Settings settings) {
        Optional<String> described = ImageDescription.how(settings);
        Optional<ImageSource> source = described.isPresent() ? Optional.empty() : DockerfileLookup.find(here, settings);
        boolean dockerfile = source.isPresent();
        if (source.isEmpty()) {
            source = ApplicationSource.find(here, settings, getLog());
        }
        if (source.isPresent()) {
            ImageDescription.tellOfUseless(settings, dockerfile);
        }
        if (described.isPresent() && source.isPresent() && settings.imageId().isEmpty()) {
            tellOfUnusedDockerfile(here, described.get());
        }
        if (source.isEmpty()) {
            nothing(
                    here,
                    "There is no Dockerfile in " + here.base() + " (nor in its src/main/docker), and no application",
                    "No module of this build has a Dockerfile or an application to start",
                    "Write one, or say where it is with drydock.dockerfile, or skip this module with drydock.skip.");
        }
        return source;
    }

    /** All that is to be built, after extensions have had their say. Their classes are loaded only if there are any. */
    BuildRequest request(Invocation here, Settings settings, ImageSource source) throws IOException {
        BuildRequest request = BuildRequests.of(here, settings, source);
        return settings.given(PLUGIN_EXTENSIONS) ? JibExtensions.applied(here, settings, request, getLog()) : request;
    }

    /** It may be there for others to build, but whoever inherits a setting from a parent may not know. */
    private void tellOfUnusedDockerfile(Invocation here, String setting) {
        Optional<Path> unused = DockerfileLookup.usual(here, here.base());
        if (unused.isPresent()) {
            getLog().info(here.base().relativize(unused.get())
                    + " is not used, because the POM describes the image, by <" + setting
                    + ">; drydock.dockerfile names one that is");
        }
    }
}
