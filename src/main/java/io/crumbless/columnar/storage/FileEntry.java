package io.crumbless.columnar.storage;

/**
 * The metadata of one file or folder.
 * @param size bytes; 0 for everything except files
 * @param modifiedMillis last modification, milliseconds since the epoch, UTC; the precision depends on the object store
 * @param etag the object store's identifier of this content; empty for other file systems
 */
public record FileEntry(Location location, long size, long modifiedMillis, Kind kind, String etag) {
    /** For a file system without ETags. */
    public FileEntry(Location location, long size, long modifiedMillis, Kind kind) {
        this(location, size, modifiedMillis, kind, "");
    }

    public enum Kind {
        FILE,
        FOLDER,
        /** A link without target; only {@link Storage#globOthers} finds it. */
        BROKEN_LINK,
        /** Cannot be opened, because its name is not valid in the encoding of file names; found like broken links. */
        UNREADABLE_NAME
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** The same with another name. */
    FileEntry at(Location place) {
        return new FileEntry(place, size, modifiedMillis, kind, etag);
    }

    /**
     * Whether {@code later} certainly has other content: its size differs, or its ETag or, without ETags, its
     * modification time.
     */
    public boolean differsFrom(FileEntry later) {
        return size != later.size
                || (etag.isEmpty() || later.etag.isEmpty()
                        ? modifiedMillis != later.modifiedMillis
                        : !etag.equals(later.etag));
    }
}
