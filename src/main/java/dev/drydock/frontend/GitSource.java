package dev.drydock.frontend;

import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.frontend.value.GoText;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.plan.CopyStep;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises addresses that ADD downloads, and reads git addresses apart: {@code URL#ref:subdir} or
 * {@code URL?ref=…&subdir=…}. A web address is a git repository if its path ends in {@code .git}.
 *
 * @param url what git is to clone, without query and fragment
 * @param keepGitDir null if the address does not say
 * @param submodules null if the address does not say
 * @param byCommit take the commit the checksum says, whatever the ref means by now
 */
record GitSource(
        String url,
        String ref,
        String subdir,
        @Nullable Boolean keepGitDir,
        @Nullable Boolean submodules,
        @Nullable String checksum,
        boolean byCommit) {

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z0-9]+)://.*", Pattern.DOTALL);
    private static final Pattern SCP =
            Pattern.compile("([a-zA-Z0-9_-]+)@([a-zA-Z0-9.-]+):(.*?)(?:\\?(.*?))?(?:#(.*))?", Pattern.DOTALL);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Set<String> SWITCHES = Set.of("submodules", "keep-git-dir", "fetch-by-commit");

    /** Whether ADD would download this, from the web or with git. */
    static boolean looksRemote(String source) {
        return isWeb(source) || isGit(source);
    }

    static boolean isHttp(String source) {
        return isWeb(source) && !isGit(source);
    }

    static boolean isGit(String source) {
        Matcher scheme = SCHEME.matcher(source);
        if (!scheme.matches()) {
            return !source.startsWith("./")
                    && !source.startsWith("../")
                    && SCP.matcher(source).matches();
        }
        return switch (scheme.group(1)) {
            case "git", "ssh" -> true;
            case "http", "https" -> beforeOptions(source).endsWith(".git");
            default -> false;
        };
    }

    /** @throws InstructionProblem saying what is wrong with the options of an address that {@link #isGit} */
    static GitSource parse(String source) {
        int hash = source.indexOf('#');
        String fragment = hash < 0 ? "" : decode(source.substring(hash + 1));
        String rest = hash < 0 ? source : source.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String subdir = colon < 0 ? "" : inside(fragment.substring(colon + 1));
        return withOptions(question < 0 ? rest : rest.substring(0, question), ref, subdir, options(query));
    }

    private static GitSource withOptions(String url, String ref, String subdir, Map<String, String> options) {
        String checksum = null;
        Boolean keepGitDir = null;
        Boolean submodules = null;
        boolean byCommit = false;
        String tag = "";
        String branch = "";
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            switch (option.getKey()) {
                case "ref" -> ref = agreed("ref", ref, value);
                case "tag" -> tag = value.startsWith("refs/tags/") ? value : "refs/tags/" + value;
                case "branch" -> branch = value.startsWith("refs/heads/") ? value : "refs/heads/" + value;
                case "subdir" -> subdir = agreed("subdir", subdir, inside(value));
                case "checksum", "commit" -> checksum = value;
                case "keep-git-dir" -> keepGitDir = truth(option);
                case "submodules" -> submodules = truth(option);
                case "fetch-by-commit" -> byCommit = truth(option);
                case "mtime" -> {
                    if (!value.equals("checkout") && !value.equals("commit")) {
                        throw new InstructionProblem("mtime=" + value + " is neither checkout nor commit");
                    }
                }
                default -> throw new InstructionProblem("unknown option '" + option.getKey() + "'");
            }
        }
        if (!tag.isEmpty() && !branch.isEmpty()) {
            throw new InstructionProblem("both a branch and a tag are given");
        }
        if (!tag.isEmpty()) {
            ref = agreed("ref", ref, tag);
        }
        if (!branch.isEmpty()) {
            ref = agreed("ref", ref, branch);
        }
        return new GitSource(url, ref, subdir, keepGitDir, submodules, checksum, byCommit);
    }

    /** @throws InstructionProblem if address and flags together say too little */
    CopyStep.Source.Git toSource(@Nullable Boolean keepGitDirFlag, @Nullable String checksumFlag) {
        Boolean keep = keepGitDir != null ? keepGitDir : keepGitDirFlag;
        String wanted = checksum != null ? checksum : checksumFlag;
        return new CopyStep.Source.Git(
                url,
                byCommit ? commit(wanted) : ref,
                subdir,
                keep != null && keep,
                submodules == null || submodules,
                wanted);
    }

    private String commit(@Nullable String wanted) {
        if (COMMIT.matcher(ref).matches()) {
            return ref;
        }
        if (wanted == null || !COMMIT.matcher(wanted).matches()) {
            throw new InstructionProblem(
                    "fetch-by-commit needs the whole id of a commit, and there is "
                            + (wanted == null ? "none" : "only '" + wanted + "'"),
                    "Add checksum= and all 40 hexadecimal digits, or leave fetch-by-commit out.");
        }
        return wanted;
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int eq = pair.indexOf('=');
            String key = decode(eq < 0 ? pair : pair.substring(0, eq));
            String value = eq < 0 ? "" : decode(pair.substring(eq + 1));
            if (value.isEmpty() && !SWITCHES.contains(key)) {
                throw new InstructionProblem("option '" + key + "' has no value");
            }
            if (options.put(key, value) != null) {
                throw new InstructionProblem("option '" + key + "' is given twice");
            }
        }
        return options;
    }

    private static String agreed(String what, String one, String other) {
        if (!one.isEmpty() && !one.equals(other)) {
            throw new InstructionProblem(what + " is both '" + one + "' and '" + other + "'");
        }
        return other;
    }

    private static boolean truth(Map.Entry<String, String> option) {
        return option.getValue().isEmpty() || GoText.parseBoolean(option.getKey(), option.getValue());
    }

    private static boolean isWeb(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private static String beforeOptions(String source) {
        return source.split("[?#]", 2)[0];
    }

    /** A path cleaned so that it cannot leave the repository. */
    private static String inside(String path) {
        return ContainerPath.clean("/" + path).substring(1);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InstructionProblem("'" + text + "' has a % that does not begin two hexadecimal digits");
        }
    }
}
