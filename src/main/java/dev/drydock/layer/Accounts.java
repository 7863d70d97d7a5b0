package dev.drydock.layer;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.ByteNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups of a root, from its {@code /etc/passwd} and {@code /etc/group}. Names mean what they mean to Docker:
 * {@code --chown} forgives unknown names, {@code USER} does not. The first entry of a name wins; lines that are no entries
 * are passed over.
 */
public final class Accounts {

    /** A root without user database. */
    public static final Accounts NONE = parse(new byte[0], new byte[0]);

    private static final long MAX_ID = Integer.MAX_VALUE;

    private final List<User> users;
    private final List<Group> groups;

    private record User(String name, long uid, long gid, String home) {}

    private record Group(String name, long gid, List<String> members) {}

    /** Who a file belongs to. */
    public record Owner(long uid, long gid) {

        public static final Owner ROOT = new Owner(0, 0);
    }

    /**
     * Who a process is.
     *
     * @param groups supplementary ones: gid, unless it is among the following, and those of the group file in its order
     * @param home "/" if the user is not in passwd
     */
    public record Identity(long uid, long gid, List<Long> groups, String home) {}

    private Accounts(List<User> users, List<Group> groups) {
        this.users = users;
        this.groups = groups;
    }

    /** @param passwd bytes of /etc/passwd, none if it is missing; group likewise */
    public static Accounts parse(byte[] passwd, byte[] group) {
        List<User> users = new ArrayList<>();
        for (String[] f : lines(passwd)) {
            users.add(new User(f[0], id(f, 2), id(f, 3), f.length > 5 ? f[5] : ""));
        }
        List<Group> groups = new ArrayList<>();
        for (String[] f : lines(group)) {
            groups.add(new Group(f[0], id(f, 2), f.length > 3 ? List.of(f[3].split(",")) : List.of()));
        }
        return new Accounts(users, groups);
    }

    /** A field that is missing or no number counts as 0: there are files like that, and Docker reads them so. */
    private static long id(String[] fields, int index) {
        Long id = fields.length > index ? number(fields[index]) : null;
        return id == null ? 0 : id;
    }

    private static List<String[]> lines(byte[] file) {
        List<String[]> out = new ArrayList<>();
        for (String line : ByteNames.decode(file).split("\n")) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                out.add(text.split(":", -1));
            }
        }
        return out;
    }

    /** Whether {@link #owner} has to look into the files: a name other than root occurs. */
    public static boolean needsFiles(String userAndGroup) {
        for (String part : userAndGroup.split(":", 2)) {
            if (!part.isEmpty() && !part.equals("root") && chownNumber(part) == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The ids that {@code --chown=user[:group]} means. A number alone is both ids; a name brings its primary group; names that are
     * unknown leave 0, or for the group what the user gave; {@code root} is 0 whatever the files say.
     */
    public Owner owner(String userAndGroup) {
        int colon = userAndGroup.indexOf(':');
        Owner user = chownUser(colon < 0 ? userAndGroup : userAndGroup.substring(0, colon));
        if (colon < 0) {
            return user;
        }
        String group = userAndGroup.substring(colon + 1);
        if (group.isEmpty() || group.equals("root")) {
            return new Owner(user.uid, 0);
        }
        Long gid = chownNumber(group);
        if (gid == null) {
            Group found = first(groups, g -> g.name.equals(group));
            gid = found == null ? user.gid : found.gid;
        }
        return new Owner(user.uid, gid);
    }

    private Owner chownUser(String user) {
        if (user.equals("root")) {
            return Owner.ROOT;
        }
        Long uid = chownNumber(user);
        if (uid != null) {
            return new Owner(uid, uid);
        }
        User found = first(users, u -> u.name.equals(user));
        return found == null ? Owner.ROOT : new Owner(found.uid, found.gid);
    }

    /**
     * Who a process of {@code USER user[:group]} is; "" is root. A user in passwd has its groups there, one that is not has
     * group 0; a group given stands alone.
     *
     * @throws BuildFailure if a name is unknown or a number too large
     */
    public Identity identity(String userAndGroup) {
        int colon = userAndGroup.indexOf(':');
        String user = colon < 0 ? userAndGroup : userAndGroup.substring(0, colon);
        String group = colon < 0 ? "" : userAndGroup.substring(colon + 1);
        Long number = user.isEmpty() ? Long.valueOf(0) : number(user);
        Long groupNumber = number(group);
        if (number != null && groupNumber != null && !user.isEmpty()) {
            return new Identity(number, groupNumber, List.of(groupNumber), home(first(users, u -> u.uid == number)));
        }
        User found = first(users, u -> number != null ? u.uid == number : u.name.equals(user));
        if (found == null && number == null) {
            throw unknown("user", user, "/etc/passwd", userAndGroup);
        }
        long uid = found != null ? found.uid : checked(number, userAndGroup);
        long gid = found != null ? found.gid : 0;
        String home = home(found);
        if (!group.isEmpty()) {
            long only = group(group, userAndGroup);
            return new Identity(uid, only, List.of(only), home);
        }
        List<Long> supplementary = new ArrayList<>();
        for (Group g : groups) {
            if (found != null && g.members.contains(found.name)) {
                supplementary.add(g.gid);
            }
        }
        if (!supplementary.contains(gid)) {
            supplementary.add(0, gid);
        }
        return new Identity(uid, gid, List.copyOf(supplementary), home);
    }

    private static String home(@Nullable User found) {
        return found == null || found.home.isEmpty() ? "/" : found.home;
    }

    private long group(String group, String userAndGroup) {
        Long number = number(group);
        Group found = first(groups, g -> number != null ? g.gid == number : g.name.equals(group));
        if (found != null) {
            return found.gid;
        }
        if (number == null) {
            throw unknown("group", group, "/etc/group", userAndGroup);
        }
        return checked(number, userAndGroup);
    }

    private static long checked(@Nullable Long id, String userAndGroup) {
        if (id == null || id > MAX_ID) {
            throw BuildFailure.ofBuild(
                    "USER " + userAndGroup + ": ids of users and groups go from 0 to " + MAX_ID,
                    "Choose a smaller" + " number.");
        }
        return id;
    }

    private static BuildFailure unknown(String what, String name, String file, String userAndGroup) {
        return BuildFailure.ofBuild(
                "USER " + userAndGroup + ": there is no " + what + " '" + name + "' in " + file + " of the image",
                "Create it in an earlier RUN, or use a number.");
    }

    /** Null if the text is no number, or one that Docker takes for a name here. */
    private static @Nullable Long chownNumber(String text) {
        Long value = number(text);
        return value == null || value > MAX_ID ? null : value;
    }

    /** Null if the text is no unsigned 32-bit number. */
    private static @Nullable Long number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        long value = Long.parseLong(text);
        return value > 0xFFFF_FFFFL ? null : value;
    }

    private static <T> @Nullable T first(List<T> items, Predicate<T> test) {
        for (T item : items) {
            if (test.test(item)) {
                return item;
            }
        }
        return null;
    }
}
