package io.crumbless.columnar.storage;

/** Earlier versions of files, which a bucket with versioning keeps when they are overwritten or deleted. */
public interface KeptVersions {
    /**
     * Deletes all versions that are not the current ones, and the marks of deleted files.
     *
     * @return how many there were
     * @throws StorageException if the store refuses; some may be deleted then
     */
    long deleteNoncurrent();
}
