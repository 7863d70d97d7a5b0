package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOCK_FILE;

import dev.drydock.engine.ImageSource;
import dev.drydock.maven.module.ApplicationSource;
import dev.drydock.maven.module.DockerfileLookup;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.ImageDescription;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.File;
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
     * Several images, each named by its element and with any settings of this page inside: {@code
     * <images><web><name>me/web</name></web><worker>…</worker></images>}. Settings beside {@code <images>}, and in an {@code
     * <image>} there, hold for all of them. They are kept in {@code target/drydock/NAME}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected PlexusConfiguration images;

    /**
     * The base of the image: an image, {@code scratch}, {@code oci-layout://FOLDER}, or the image of a module built earlier in
     * the same run. By default a Java runtime of the release the code is compiled for, {@code eclipse-temurin:17-jre}, or
     * Tomcat for a war.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.from")
    protected String from;

    /**
     * How the Java application lies in the image: {@code exploded} into libraries, resources and classes, {@code packaged}
     * with its jar as it is, {@code layers} as the {@code layers.idx} of an executable Spring Boot jar says, {@code none}
     * to leave it out. Wars and Quarkus' fast-jar are recognised.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.layout")
    protected String layout;

    /**
     * The jar or war that is the application, if it is not the module's main artifact: the classifier of another one, such as
     * {@code exec}, or a path, such as {@code target/app-all.jar}. By default {@code layers} takes the one with an index of layers,
     * and the runner of Quarkus is found.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.artifact")
    protected String artifact;

    /**
     * Where the application is in the image; by default {@code /app}, or where the servlet container wants it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.appRoot")
    protected String appRoot;

    /**
     * The class to start; by default the one with a main method, of several the one annotated with
     * {@code @SpringBootApplication}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.mainClass")
    protected String mainClass;

    /**
     * Options for the JVM, before the main class.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.jvmFlags")
    protected List<String> jvmFlags;

    /**
     * {@code jlink} links a Java runtime from the JDK of the build with the modules the application needs; with
     * {@code <from>scratch</from>} the image has that, the C library and the application, and nothing else. {@code base}
     * takes the Java of the base image. Not for wars.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.runtime", defaultValue = "base")
    protected String runtime;

    /**
     * Modules of the JDK for {@code <runtime>jlink</runtime>} besides those found.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.modules")
    protected List<String> modules;

    /**
     * {@code aot} starts the application once while the image is built and keeps its classes the way the JVM loads them
     * fastest: an AppCDS archive, or from Java 25 on an AOT cache. Needs the jar, {@code <layout>packaged</layout>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup", defaultValue = "jit")
    protected String startup;

    /**
     * Whether the build fails if the application fails when {@code <startup>aot</startup>} starts it: if it ends with another
     * exit code than 0 or an exception from its main method, or, with Spring Boot, before its context is up. {@code fail}, or
     * {@code warn} to build the image without the archive.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup.onFailure", defaultValue = "fail")
    protected String startupOnFailure;

    /**
     * How long an application that does not end by itself runs when {@code <startup>aot</startup>} starts it, such as
     * {@code 30s}; then it is asked to end. By default {@code 15s}, and {@code 5m} for Spring Boot from 3.3 on, which ends by
     * itself when its context is up.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.startup.time")
    protected String startupTime;

    /**
     * Put before everything else on the class path: paths in the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.extraClassPath")
    protected List<String> extraClassPath;

    /**
     * Libraries that stay out of the image, each as {@code group:artifact} or {@code group:artifact:classifier}, in which
     * {@code *} stands for any text. In a Spring Boot application what its own plugin leaves out stays out as well.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.excludes")
    protected List<String> excludes;

    /**
     * Files of the application that stay out of the image, by patterns of their paths on the class path or in the archive that is
     * unpacked: {@code *} and {@code ?} within a name, {@code **} for any folders, as in {@code application-local.*} or
     * {@code **}{@code /*.map}. For files that are added there is {@code <excludes>} of their set.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.excludeFiles")
    protected List<String> excludeFiles;

    /**
     * The program a container starts, instead of the Java application; {@code INHERIT} is what the base starts. The class path is
     * in the file {@code class-path} of the application's folder: {@code java -cp @/app/class-path Main}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.entrypoint")
    protected List<String> entrypoint;

    /**
     * Arguments a container starts with unless it is given others.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cmd")
    protected List<String> cmd;

    /**
     * Variables of the environment: {@code <env><LANG>C.UTF-8</LANG></env>}, or {@code -Ddrydock.env.LANG=C.UTF-8}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> env;

    /**
     * Labels, of an image of a Dockerfile as well: {@code <labels><team>red</team></labels>}, or {@code -Ddrydock.label.team=red}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> labels;

    /**
     * Annotations of the image's manifest, of an image of a Dockerfile as well.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> annotations;

    /**
     * Ports the application listens on: {@code 8080}, {@code 53/udp}, {@code 8000-8010}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.ports")
    protected List<String> ports;

    /**
     * Directories that hold data.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.volumes")
    protected List<String> volumes;

    /**
     * Who the container runs as: a user, or user and group, by name or number.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.user")
    protected String user;

    /**
     * Where the container starts; made if it is missing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.workdir")
    protected String workdir;

    /**
     * A command that tells whether the container works, alone or as {@code <cmd>} with {@code <interval>}, {@code <timeout>},
     * {@code <startPeriod>} (such as 30s) and {@code <retries>}; {@code none} switches off that of the base.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.healthcheck")
    protected PlexusConfiguration healthcheck;

    /**
     * The signal that ends the container.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.stopSignal")
    protected String stopSignal;

    /**
     * Sets of files to add, each a {@code <set>} with {@code <from>} (a folder or file), {@code <into>} (by default
     * {@code /}), {@code <includes>}, {@code <excludes>}, {@code <owner>} and {@code <mode>}. Without any, what is in
     * {@code src/main/image} goes to {@code /}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected PlexusConfiguration files;

    /**
     * Commands executed in the image by root, after the files are there and before the application is:
     * {@code <run><command>apt-get update && apt-get install -y curl</command></run>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.run")
    protected List<String> run;

    /**
     * Says what names of base images mean, whatever registries say today; {@code drydock:lock} writes it. By default
     * {@code drydock.lock} in the folder of the POM. Names that are not in it are refused, see {@code drydock.lock.missing};
     * without a file in that folder names mean what registries say.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lock.file")
    protected File lockFile;

    /**
     * Whether a build fails whose base image is not in the lock file, when there is one: {@code fail}, or {@code warn}, which
     * takes what the name means today.
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
