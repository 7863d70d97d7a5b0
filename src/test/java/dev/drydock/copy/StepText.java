package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.image.HistoryEntry;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.CopyStep.Source;
import dev.drydock.plan.CopyStep.Unpack;
import dev.drydock.plan.InlineFile;
import dev.drydock.plan.Input;
import dev.drydock.plan.Step;
import dev.drydock.plan.StepSource;
import dev.drydock.plan.WorkdirStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * COPY, ADD and WORKDIR lines as steps, without any of the shell's quoting: words are split at blanks, {@code \s} is a blank.
 * {@code <<name=text} is a here-document; http and https words are downloads; {@code --from=n} is stage n.
 */
final class StepText {

    private String workdir = "/";
    private String user = "";

    Step parse(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.trim().split("\\s+")));
        String instruction = words.remove(0);
        var source = new StepSource("Dockerfile", 1, line);
        if (instruction.equals("USER")) {
            user = words.get(0);
            return new dev.drydock.plan.MetadataStep(source, history(line));
        }
        if (instruction.equals("WORKDIR")) {
            workdir = absolute(words.get(0));
            return new WorkdirStep(source, history(line), workdir, user);
        }
        return copy(instruction, words, source);
    }

    private CopyStep copy(String instruction, List<String> words, StepSource source) {
        Map<String, String> flags = new java.util.HashMap<>();
        List<String> excludes = new ArrayList<>();
        while (words.get(0).startsWith("--")) {
            String[] flag = words.remove(0).substring(2).split("=", 2);
            if (flag[0].equals("exclude")) {
                excludes.add(TreeText.name(flag[1]));
            } else {
                flags.put(flag[0], flag.length == 1 ? "true" : TreeText.name(flag[1]));
            }
        }
        String written = words.remove(words.size() - 1);
        Input from = flags.containsKey("from")
                ? new Input.Stage(Integer.parseInt(flags.get("from")))
                : new Input.Context("");
        boolean add = instruction.equals("ADD");
        return CopyStep.of(
                        source,
                        history(source.text()),
                        words.stream().map(word -> source(word, from, flags)).toList())
                .destination(absolute(TreeText.name(written)))
                .intoDirectory(written.endsWith("/") || written.equals(".") || written.equals("\"\""))
                .chown(flags.get("chown"))
                .chmod(flags.get("chmod"))
                .link(flags.containsKey("link"))
                .parents(flags.containsKey("parents"))
                .excludes(excludes)
                .unpack(unpack(add, flags.get("unpack")))
                .build();
    }

    private static Source source(String word, Input from, Map<String, String> flags) {
        if (word.startsWith("<<")) {
            int equals = word.indexOf('=');
            byte[] content = TreeText.unescape(word.substring(equals + 1));
            return new Source.Inline(new InlineFile(word.substring(2, equals), content, 0644));
        }
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return word.contains(".git")
                    ? new Source.Git(word, "", "", false, true, null)
                    : new Source.Download(word, flags.get("checksum"));
        }
        return new Source.Files(from, TreeText.name(word));
    }

    private static Unpack unpack(boolean add, String flag) {
        if (flag != null) {
            return flag.equals("true") ? Unpack.ALL_ARCHIVES : Unpack.NEVER;
        }
        return add ? Unpack.LOCAL_ARCHIVES : Unpack.NEVER;
    }

    private String absolute(String path) {
        if (path.equals("\"\"")) {
            return workdir;
        }
        return "/" + RootedPaths.clean(path.startsWith("/") ? path : workdir + "/" + path);
    }

    private static HistoryEntry history(String line) {
        return new HistoryEntry(line, false);
    }
}
