package dev.drydock.copy;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.AllNodes;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.Step;
import dev.drydock.plan.WorkdirStep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage of layers in a test's folder that steps are executed on for real. */
final class Stage implements CopyInputs {

    private final Path directory;
    private final Map<Integer, LayeredTree> stages = new HashMap<>();
    private final StepText text = new StepText();
    private @Nullable SourceTree context;
    private @Nullable Instant timestamp;
    private int many = CopyOperation.MANY;
    private final Map<String, Download> downloads = new HashMap<>();
    private final Map<String, SourceTree> repositories = new HashMap<>();
    LayeredTree root = LayeredTree.empty();

    @Nullable
    WrittenLayer last;

    @Nullable
    Stage(Path directory) {
        this.directory = directory;
    }

    Stage context(BuildContext files) {
        context = new ContextTree(files, new ContentDigests(ContentMemo.forNow()));
        return this;
    }

    /** In the place of a context. */
    Stage context(SourceTree files) {
        context = files;
        return this;
    }

    /** As if so many files were many. */
    Stage inPortionsOf(int files) {
        many = files;
        return this;
    }

    Stage timestamp(Instant time) {
        timestamp = time;
        return this;
    }

    Stage on(List<TreeText.Item> layer) throws IOException {
        root = with(root, layer);
        return this;
    }

    Stage stage(int number, List<TreeText.Item> layer) throws IOException {
        stages.put(number, with(stages.getOrDefault(number, LayeredTree.empty()), layer));
        return this;
    }

    Stage download(String url, Download download) {
        downloads.put(url, download);
        return this;
    }

    Stage repository(String url, SourceTree tree) {
        repositories.put(url, tree);
        return this;
    }

    private LayeredTree with(LayeredTree tree, List<TreeText.Item> items) throws IOException {
        try (var writer = new LayerWriter(directory, Compression.GZIP)) {
            for (TreeText.Item item : items) {
                if (item.entry().isFile() && item.content().length > 0) {
                    writer.add(item.entry(), new ByteArrayInputStream(item.content()));
                } else {
                    writer.add(item.entry());
                }
            }
            return with(tree, writer.finish());
        }
    }

    private static LayeredTree with(LayeredTree tree, WrittenLayer layer) {
        List<LayerFile> layers = new ArrayList<>(tree.layers());
        layers.add(new LayerFile(layer.layer(), layer.file()));
        return new LayeredTree(layers, tree.files().with(layer.index()));
    }

    void run(String line) throws IOException, InterruptedException {
        Step step = text.parse(line);
        if (step instanceof CopyStep copy) {
            CopyOperation operation = CopyOperation.prepare(copy, this).inPortionsOf(many);
            last = operation.write(root, directory, Compression.GZIP, timestamp);
            root = with(root, last);
        } else if (step instanceof WorkdirStep workdir) {
            WorkdirOperation operation = WorkdirOperation.prepare(workdir, root);
            last = operation.write(directory, Compression.GZIP, timestamp);
            root = with(root, last);
        }
    }

    Digest contentDigest(String line) throws IOException, InterruptedException {
        return CopyOperation.prepare((CopyStep) text.parse(line), this)
                .inPortionsOf(many)
                .contentDigest();
    }

    /** The whole root but its own directory, as {@link TreeText} lines. */
    List<String> listing() throws IOException {
        List<SourceNode> files = new ArrayList<>();
        List<SourceNode> nodes = new ArrayList<>();
        AllNodes.of(root.files(), node -> {
            SourceNode source = root.get(node.entry().name());
            if (source != null && !source.path().isEmpty()) {
                nodes.add(source);
                if (source.entry().isFile() && source.entry().size() > 0) {
                    files.add(source);
                }
            }
        });
        Map<String, byte[]> contents = new HashMap<>();
        root.read(files, (number, in) -> contents.put(files.get(number).path(), in.readAllBytes()));
        Map<String, String> firstNames = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (SourceNode node : nodes) {
            String first = node.identity().isEmpty() ? null : firstNames.putIfAbsent(node.identity(), node.path());
            lines.add(
                    first != null
                            ? "h " + TreeText.escape(node.path()) + " == " + TreeText.escape(first)
                            : TreeText.print(node.entry(), contents.getOrDefault(node.path(), new byte[0])));
        }
        return lines;
    }

    /** Names in the tar of the last layer, as they are there. */
    List<String> lastLayer() throws IOException {
        List<String> names = new ArrayList<>();
        if (last != null) {
            try (var reader = new TarReader(LayerInput.open(last.file()))) {
                for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                    names.add(entry.name());
                }
            }
        }
        return names;
    }

    @Override
    public SourceTree tree(Input input) {
        if (input instanceof Input.Stage stage) {
            return stages.get(stage.number());
        }
        if (context == null) {
            throw new IllegalStateException("this stage has no context");
        }
        return context;
    }

    @Override
    public Download download(CopyStep.Source.Download source) {
        return downloads.get(source.url());
    }

    @Override
    public SourceTree repository(CopyStep.Source.Git source) {
        return repositories.get(source.url());
    }
}
