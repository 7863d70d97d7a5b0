package dev.drydock.report.waste;

/** Why bytes are wasted. A byte counts for the first kind that it is of. */
public enum WasteKind {
    REPEATED("Copied again only for another owner, mode or time"),
    REPLACED("Replaced by a later layer"),
    DELETED("Deleted by a later layer"),
    GIT("Repositories of git"),
    CACHE("Caches of package managers and build tools"),
    TOOLS("Tools to build with"),
    DUPLICATE("Several copies of the same content");

    private final String title;

    WasteKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
