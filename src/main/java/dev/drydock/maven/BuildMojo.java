package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.BUILD_SKIP;
import static dev.drydock.maven.settings.DrydockSettings.ENGINE;
import static dev.drydock.maven.settings.DrydockSettings.SIGN_KEY;
import static dev.drydock.maven.settings.DrydockSettings.TRAINING;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.ResultProperties;
import dev.drydock.engine.build.Builder;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.maven.artifacts.ModuleArtifacts;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.module.ReactorImages;
import dev.drydock.maven.recording.Recordable;
import dev.drydock.maven.recording.Recordables;
import dev.drydock.maven.session.ImageRuntime;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.SigningPassphrase;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the image of the module, from its Dockerfile or from its description in the POM, into {@code target/drydock}. Sets
 * the project properties {@code drydock.reference} ({@code name@sha256:…}), {@code drydock.digest} and {@code drydock.image.id},
 * which are in {@code target/drydock/image.properties} as well.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "build",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresProject = false,
        threadSafe = true,
        configurator = LeaveFieldsAlone.HINT)
@StartUp
final class BuildMojo extends DescribedMojo {

    /** Note for {@link PushMojo}: the build of this project was skipped in this Maven run. */
    static final String SKIPPED = "drydock.build.skipped";

    /**
     * Builds no image, so none is pushed either.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.build.skip", defaultValue = "false")
    boolean buildSkip;

    /**
     * The Dockerfile. By default {@code src/main/docker/Dockerfile}, or else {@code Dockerfile} beside the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.dockerfile")
    File dockerfile;

    /**
     * The build context: the folder that COPY and ADD read from. By default the folder of the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.context")
    File context;

    /**
     * The stage to build. By default the last one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.target")
    String target;

    /**
     * Platforms to build for, such as {@code linux/amd64,linux/arm64}; several give one image with an index. By default
     * Linux on this machine's processor. RUN for another processor needs an emulator.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.platforms")
    List<String> platforms;

    /**
     * Values for ARG: {@code <buildArgs><VERSION>1.0</VERSION></buildArgs>}, or {@code -Ddrydock.buildArg.VERSION=1.0}.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> buildArgs;

    /**
     * Where the secrets of {@code RUN --mount=type=secret} come from, {@code file:PATH} or {@code env:NAME}: {@code
     * <secrets><token>env:TOKEN</token></secrets>}, or {@code -Ddrydock.secret.token=env:TOKEN}.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> secrets;

    /**
     * Named contexts for FROM and {@code --from}: a folder, {@code docker-image://NAME} or {@code oci-layout://FOLDER}; with
     * {@code drydock.engine=buildkit} also the address of a git repository. {@code
     * <buildContexts><base>../base</base></buildContexts>}, or {@code -Ddrydock.buildContext.base=../base}.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> buildContexts;

    /**
     * Executes every step, even if its result is cached.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.noCache", defaultValue = "false")
    boolean noCache;

    /**
     * When to ask registries which image the name of a base image stands for: {@code missing} asks if this machine does not
     * know the name, {@code always} asks in every build, {@code never} does not ask. With {@code --offline} it is {@code
     * never}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.pull", defaultValue = "missing")
    String pull;

    /**
     * The time recorded in the image and its files: ISO 8601, seconds since 1970, {@code now}, or {@code preserve} to keep
     * the times of files. By default {@code project.build.outputTimestamp}, or else the environment variable {@code
     * SOURCE_DATE_EPOCH}, or else 1980-02-01, so that the same inputs always give the same image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.timestamp")
    String timestamp;

    /**
     * How layers are compressed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.compression", defaultValue = "gzip")
    String compression;

    /**
     * Repositories with results of steps that other machines have executed, such as {@code registry.example/team/cache}. A
     * step found there is not executed, and its layer is fetched only if something needs it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cacheFrom")
    List<String> cacheFrom;

    /**
     * The repository that receives the results of this machine's steps for other machines, such as {@code
     * registry.example/team/cache}. It is read as well, and may be the image's own repository. Whoever can read it can read
     * the files of all stages.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cacheTo")
    List<String> cacheTo;

    /**
     * Leaves layers of the base image and of {@code cacheFrom} in their registries unless a step needs them. {@code push}
     * has the registry mount them, or streams them from one registry to the other. Meant for build servers that only push:
     * the layout in {@code target/drydock} lacks these layers, and other programs cannot read it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.leaveLayers", defaultValue = "false")
    boolean leaveLayers;

    /**
     * Allows the Dockerfile things beyond the usual: {@code network.host} permits {@code RUN --network=host}, {@code
     * security.insecure} permits {@code RUN --security=insecure}, which can then do to this machine whatever you can.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.allow")
    List<String> allow;

    /**
     * The builder of a Dockerfile's image: {@code drydock}, or {@code buildkit}, which hands the build over to a BuildKit
     * that is already running: the one {@code BUILDKIT_HOST} names, or a builder of buildx. By default {@code drydock}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.engine")
    String engine;

    /**
     * Whether the build checks fail the build: {@code never} prints warnings only, {@code warning} fails the build at any
     * warning, before anything is built.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lint.failOn", defaultValue = "never")
    String lintFailOn;

    /**
     * Sends layers to the registry while the rest of the image is still being built, if {@code push} comes later in the same
     * Maven run. Nobody can pull the image before {@code push} is reached, but the registry keeps the layers even if the
     * build fails after all. By default on if {@code push} directly follows {@code build} on the command line; otherwise
     * off, since tests or scans may come in between.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.push.ahead")
    Boolean pushAhead;

    /**
     * Formats of the image's bill of materials: {@code cyclonedx}, {@code spdx}, both, or {@code none}. By default {@code
     * cyclonedx}: {@code target/drydock/sbom.cdx.json}, pushed with the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sbom")
    List<String> sbom;

    /**
     * How much is recorded, and pushed with the image, about how it was made: {@code none}, {@code min}, or {@code max},
     * which includes the values of build arguments, labels and environment variables.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.provenance", defaultValue = "min")
    String provenance;

    /**
     * Where attestations go: {@code referrers} leaves the image as it is; {@code index} puts them into the image's index, as
     * Docker did before registries knew referrers.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.attestations", defaultValue = "referrers")
    String attestations;

    /**
     * File of the private key that signs the image and what is stated about it: EC P-256 or RSA as PKCS #8 in PEM form, or one of
     * cosign's encrypted keys.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sign.key")
    File signKey;

    /**
     * Server of {@code settings.xml} whose password is the passphrase of an encrypted key; by default {@code drydock-sign}, and
     * then the environment variable {@code COSIGN_PASSWORD}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sign.server")
    String signServer;

    /**
     * A program that signs in place of a key file, with its arguments. It reads the bytes to sign from standard input and writes
     * the signature to standard output: ECDSA in DER form or RSA PKCS #1 version 1.5, over SHA-256.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sign.command")
    List<String> signCommand;

    /**
     * File of the public key that belongs to {@code drydock.sign.command}, in PEM form.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sign.publicKey")
    File signPublicKey;

    /**
     * Form of the image's signatures: {@code bundle} for Sigstore bundles, which cosign 3 reads; {@code legacy} for the form of
     * cosign 2, under the tag {@code sha256-DIGEST.sig}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sign.format", defaultValue = "bundle")
    String signFormat;

    /**
     * Base images that have to be signed, as {@code docker.io/me/*=me.pub}: a repository, with {@code *} for a part of its name and
     * {@code **} for anything, and the file of the public key. The first that fits counts; an image that is not signed by its key is not
     * built on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.verify.bases")
    List<String> verifyBases;

    @Inject
    BuildMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        if (settings.flag(BUILD_SKIP)) {
            here.notes().put(SKIPPED, true);
            getLog().info("Building skipped (drydock.build.skip)");
            return;
        }
        MavenBuildLog log = buildLog(here, settings);
        BuildEnvironment surroundings = surroundings(here, settings, log);
        if (settings.given(SIGN_KEY)) {
            surroundings = surroundings.withPassphrase(SigningPassphrase.of(here, settings));
        }
        boolean failed = true;
        try {
            var ahead = PushAhead.begin(here, settings, surroundings);
            Optional<ImageSource> source = source(here, settings);
            if (source.isPresent()) {
                KnownArtifacts artifacts = artifacts(here, settings, source.get());
                Builder builder = new Builder(surroundings, ahead, artifacts);
                BuildRequest request = request(here, settings, source.get());
                ReactorImages.refuseTaken(here, settings, request);
                log.fold("Building " + request.names().get(0));
                BuildResult result = settings.given(ENGINE)
                        ? Engines.build(here, settings, request, surroundings, builder, artifacts)
                        : builder.build(request);
                finish(here, settings, surroundings, log, result);
                if (settings.given(TRAINING)) {
                    noteRecordable(here, settings, request, surroundings);
                }
            }
            failed = false;
        } finally {
            if (failed) {
                PushAhead.of(here).cancel();
            }
        }
    }

    private static KnownArtifacts artifacts(Invocation here, Settings settings, ImageSource source) {
        boolean described = source instanceof ImageSource.Application application
                && application.image().starts();
        return new ModuleArtifacts(here, Workspaces.of(here, settings).store(), described);
    }

    private static void finish(
            Invocation here, Settings settings, BuildEnvironment surroundings, MavenBuildLog log, BuildResult result)
            throws InterruptedException {
        announce(here, result);
        ImageRuntime.prove(here, Workspaces.of(here, settings), surroundings);
        log.built(result);
    }

    /** For {@link StartMojo}, which may record something for the image. */
    private static void noteRecordable(
            Invocation here, Settings settings, BuildRequest request, BuildEnvironment surroundings) {
        Optional<Recordable> recordable = Recordable.of(request, surroundings);
        if (recordable.isPresent()) {
            Recordables.of(here).built(settings.imageId(), recordable.get());
        }
    }

    /** Tells the rest of the build which image the module has now. */
    static void announce(Invocation here, BuildResult result) {
        Properties properties = here.project().getProperties();
        properties.setProperty(ResultProperties.REFERENCE, result.reference());
        properties.setProperty(ResultProperties.DIGEST, result.digest().toString());
        properties.setProperty(ResultProperties.IMAGE_ID, result.imageId().toString());
        ReactorImages.note(here, result);
    }
}
