package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.frontend.value.ChmodSyntax;
import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import dev.drydock.io.ByteNames;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.InlineFile;
import dev.drydock.plan.Input;
import dev.drydock.plan.StepSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COPY and ADD: what the sources are, where they go, and how history tells it. */
final class CopyPlanner {

    private static final int DOCUMENT_MODE = 0644;

    private final PlanningContext planning;

    CopyPlanner(PlanningContext planning) {
        this.planning = planning;
    }

    StageState copy(Instruction.Copy copy, StepSource source, StageState state) {
        Attributes attributes = attributes(copy, copy.chown(), copy.chmod(), state);
        String from = copy.from();
        Input input = from == null
                ? new Input.Context("")
                : planning.input(planning.stages().copiedFrom(from), from);
        List<String> paths = expandAll(copy, copy.sources(), state);
        List<CopyStep.Source> sources = new ArrayList<>();
        for (String path : paths) {
            if (GitSource.looksRemote(path)) {
                throw new InstructionProblem(
                        "COPY " + path + ": COPY takes files, not addresses", "Use ADD, which downloads.");
            }
            sources.add(new CopyStep.Source.Files(input, path));
        }
        sources.addAll(documents(copy, copy.inlineSources(), state));
        String destination = planning.expand(copy, copy.destination(), state);
        return state.with(step(
                source,
                "COPY" + (copy.parents() ? " --parents" : ""),
                attributes,
                new Content(paths, copy.inlineSources(), sources, destination),
                state,
                copy.link(),
                copy.parents(),
                copy.excludes(),
                CopyStep.Unpack.NEVER));
    }

    StageState add(Instruction.Add add, StepSource source, StageState state) {
        Attributes attributes = attributes(add, add.chown(), add.chmod(), state);
        String checksum = planning.expandIfGiven(add, add.checksum(), state);
        List<String> paths = expandAll(add, add.sources(), state);
        checkChecksum(checksum, paths);
        List<CopyStep.Source> sources = new ArrayList<>();
        for (String path : paths) {
            sources.add(addSource(path, add, checksum.isEmpty() ? null : checksum));
        }
        sources.addAll(documents(add, add.inlineSources(), state));
        String destination = planning.expand(add, add.destination(), state);
        return state.with(step(
                source,
                "ADD",
                attributes,
                new Content(paths, add.inlineSources(), sources, destination),
                state,
                add.link(),
                false,
                add.excludes(),
                unpack(add.unpack())));
    }

    /** Flags both have, expanded; "" is not given. */
    private record Attributes(String chown, String chmod) {}

    /** @param paths expanded, as history tells them */
    private record Content(
            List<String> paths, List<Heredoc> documents, List<CopyStep.Source> sources, String destination) {}

    private Attributes attributes(Instruction at, @Nullable String chown, @Nullable String chmod, StageState state) {
        Attributes attributes =
                new Attributes(planning.expandIfGiven(at, chown, state), planning.expandIfGiven(at, chmod, state));
        if (!attributes.chmod().isEmpty()) {
            ChmodSyntax.check(attributes.chmod());
        }
        return attributes;
    }

    private List<String> expandAll(Instruction at, List<String> texts, StageState state) {
        return texts.stream().map(text -> planning.expand(at, text, state)).toList();
    }

    private List<CopyStep.Source> documents(Instruction at, List<Heredoc> documents, StageState state) {
        List<CopyStep.Source> sources = new ArrayList<>();
        for (Heredoc document : documents) {
            String content =
                    planning.words().expandBody(at, document, state.variables()).value();
            sources.add(new CopyStep.Source.Inline(
                    new InlineFile(fileName(document), ByteNames.encode(content), DOCUMENT_MODE)));
        }
        return sources;
    }

    /** The document is a file in an empty directory, where its name has to lead. */
    static String fileName(Heredoc document) {
        String name = ContainerPath.resolve("/", document.name()).substring(1);
        if (name.isEmpty() || name.contains("/")) {
            throw new InstructionProblem(
                    "<<" + document.name()
                            + ": a here-document becomes a file of its name, and this is not the name of a file",
                    "Choose a word without slashes; the destination says where the file goes.");
        }
        return name;
    }

    /** @param path expanded */
    static CopyStep.Source addSource(String path, Instruction.Add add, @Nullable String checksum) {
        if (GitSource.isHttp(path)) {
            return new CopyStep.Source.Download(path, checksum);
        }
        if (GitSource.isGit(path)) {
            return gitSource(path, add, checksum);
        }
        return new CopyStep.Source.Files(new Input.Context(""), path);
    }

    private static CopyStep.Source gitSource(String path, Instruction.Add add, @Nullable String checksum) {
        try {
            GitSource git = GitSource.parse(path);
            if (git.keepGitDir() != null
                    && add.keepGitDir() != null
                    && !git.keepGitDir().equals(add.keepGitDir())) {
                throw new InstructionProblem("--keep-git-dir contradicts the address");
            }
            if (git.checksum() != null && checksum != null && !git.checksum().equals(checksum)) {
                throw new InstructionProblem("--checksum contradicts the address");
            }
            return git.toSource(add.keepGitDir(), checksum);
        } catch (InstructionProblem e) {
            throw new InstructionProblem("ADD " + path + ": " + e.message(), e.hint());
        }
    }

    private static void checkChecksum(String checksum, List<String> paths) {
        if (checksum.isEmpty()) {
            return;
        }
        if (paths.size() != 1) {
            throw new InstructionProblem(
                    "--checksum is for one source, not for " + paths.size(), "Write one ADD for each source.");
        }
        String path = paths.get(0);
        if (GitSource.isGit(path)) {
            return;
        }
        if (!GitSource.isHttp(path)) {
            throw new InstructionProblem(
                    "--checksum is for downloads, but '" + path + "' is a file of the context", "Remove --checksum.");
        }
        try {
            Digest.parse(checksum);
        } catch (IllegalArgumentException e) {
            throw new InstructionProblem(
                    "--checksum=" + checksum + " is not a digest", "Write it as sha256: and 64 hexadecimal digits.");
        }
    }

    private static CopyStep.Unpack unpack(@Nullable Boolean flag) {
        if (flag == null) {
            return CopyStep.Unpack.LOCAL_ARCHIVES;
        }
        return flag ? CopyStep.Unpack.ALL_ARCHIVES : CopyStep.Unpack.NEVER;
    }

    private static CopyStep step(
            StepSource source,
            String keyword,
            Attributes attributes,
            Content content,
            StageState state,
            boolean link,
            boolean parents,
            List<String> excludes,
            CopyStep.Unpack unpack) {
        return CopyStep.of(source, new HistoryEntry(history(keyword, attributes, content), false), content.sources())
                .destination(ContainerPath.resolve(state.workdir(), content.destination()))
                .intoDirectory(ContainerPath.meansDirectory(content.destination()))
                .chown(attributes.chown().isEmpty() ? null : attributes.chown())
                .chmod(attributes.chmod().isEmpty() ? null : attributes.chmod())
                .link(link && attributes.chmod().isEmpty()) // BuildKit ignores --link together with --chmod
                .parents(parents)
                .excludes(excludes)
                .unpack(unpack)
                .build();
    }

    private static String history(String keyword, Attributes attributes, Content content) {
        List<String> words = new ArrayList<>(List.of(keyword));
        if (!attributes.chown().isEmpty()) {
            words.add("--chown=" + attributes.chown());
        }
        if (!attributes.chmod().isEmpty()) {
            words.add("--chmod=" + attributes.chmod());
        }
        words.addAll(content.paths());
        content.documents().forEach(document -> words.add("<<" + document.name()));
        words.add(content.destination());
        return String.join(" ", words) + " # buildkit";
    }
}
