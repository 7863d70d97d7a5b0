package dev.drydock.run;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.jna.Native;
import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.SandboxMode;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program that runs a script and says what it prints: a build in a JVM of its own, to be killed or confined. */
final class SeparateBuild {

    private SeparateBuild() {}

    /**
     * The property {@code drydock.test.sandbox} says how, {@code secret} what is mounted on /secret.
     *
     * @param arguments store, temporary directory, script; directories of this machine that the script finds in its root
     */
    public static void main(String[] arguments) throws Exception {
        var layers = List.of(Busybox.base(Path.of(arguments[1])));
        var mode = SandboxMode.parse(System.getProperty("drydock.test.sandbox", "auto"));
        var options = new RunEngineOptions(Path.of(arguments[0]), mode, SeparateBuild::tell);
        List<RunMount> shown = new ArrayList<>();
        for (String each : List.of(arguments).subList(3, arguments.length)) {
            shown.add(new RunMount.Host(Path.of(each), each, false));
        }
        byte[] secret = System.getProperty("secret", "").getBytes(StandardCharsets.UTF_8);
        if (secret.length > 0) {
            shown.add(new RunMount.SecretFile(secret, "/secret", 0400, 0, 0));
        }
        try (var engine = WorkerRunEngine.open(options)) {
            engine.run(request(layers, arguments[2], shown), System.out::println);
        } catch (BuildFailure e) {
            System.out.println(e.getMessage());
            System.out.println(e.hint());
            System.exit(1);
        }
    }

    /** Those that are killed read the script's output from the first line on. */
    private static void tell(SandboxChoice choice) {
        if (Boolean.getBoolean("way")) {
            System.out.println("RUN is executed in " + choice.way());
        }
    }

    static RunRequest request(List<LayerFile> layers, String script) {
        return request(layers, script, List.of());
    }

    private static RunRequest request(List<LayerFile> layers, String script, List<RunMount> mounts) {
        return RunRequest.of(layers, List.of("sh", "-c", script))
                .env(Map.of("PATH", "/bin"))
                .hostname("h")
                .network(true)
                .mounts(mounts)
                .build();
    }

    /** The class path it needs, wherever this JVM has it from. */
    static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (var type : List.of(SeparateBuild.class, WorkerRunEngine.class, Native.class, ZstdInputStream.class)) {
            try {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(":", places);
    }
}
