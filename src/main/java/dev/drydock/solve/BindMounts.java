package dev.drydock.solve;

import dev.drydock.context.RootedPaths;
import dev.drydock.copy.SourceTree;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.run.RunMount;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of {@code RUN --mount=type=bind}. Files in layers are mounted from there. Files in a context are first
 * copied into a layer of its own, as COPY would do it: ignored files stay out, owners are root's whoever owns the files, and
 * a process that writes to the mount cannot write to the user's directory.
 */
final class BindMounts {

    /** Characters that mean something in a pattern of COPY. */
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\\\]");

    private final PlanInputs inputs;
    private final LayerShelf shelf;
    private final StepExecutor executor;
    private final Store store;

    /** @param store for layers made of contexts */
    BindMounts(PlanInputs inputs, LayerShelf shelf, StepExecutor executor, Store store) {
        this.inputs = inputs;
        this.shelf = shelf;
        this.executor = executor;
        this.store = store;
    }

    /** Digest of the names, metadata and data that are shown. */
    Digest digest(RunStep run, Mount.Bind bind) throws IOException, InterruptedException {
        return copy(run, bind, source(bind)).contentDigest();
    }

    RunMount mount(RunStep run, Mount.Bind bind) throws IOException, InterruptedException {
        if (bind.from() instanceof Input.Context) {
            String source = source(bind);
            CopyWork copy = copy(run, bind, source);
            var made = executor.quietly(copy).layer();
            List<LayerFile> layers = shelf.files(StageLayers.EMPTY.with(made, copy.key()));
            return new RunMount.Layers(layers, source, bind.target(), bind.writable());
        }
        List<LayerFile> layers = shelf.files(inputs.layers(bind.from()));
        return new RunMount.Layers(layers, bind.source(), bind.target(), bind.writable());
    }

    /** Links on the way to what is shown are followed in the context: the copy has only where they lead. */
    private String source(Mount.Bind bind) throws IOException, InterruptedException {
        if (!(bind.from() instanceof Input.Context)) {
            return bind.source(); // mounted as a whole
        }
        SourceTree tree = inputs.tree(bind.from());
        String end = tree.resolve(RootedPaths.clean(bind.source()));
        return tree.get(end) == null ? bind.source() : "/" + end;
    }

    /** Uncompressed and with the times the files have: it lives on this machine only, and make looks at times. */
    private CopyWork copy(RunStep run, Mount.Bind bind, String source) {
        boolean whole = source.equals("/");
        var step = CopyStep.of(
                        run.source(), run.history(), List.of(new CopyStep.Source.Files(bind.from(), literally(source))))
                .intoDirectory(true)
                .parents(!whole)
                .build();
        return new CopyWork(step, StageLayers.EMPTY, shelf, inputs, store, Compression.NONE, null, false);
    }

    /** The pattern that matches this path only. A backslash in front would not make a pattern of it, as Docker reads them. */
    private static String literally(String path) {
        return SPECIAL.matcher(path)
                .replaceAll(found ->
                        found.group().equals("\\") ? Matcher.quoteReplacement("[\\\\]") : "[" + found.group() + "]");
    }
}
