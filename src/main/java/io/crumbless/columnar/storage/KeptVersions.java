package io.crumbless.columnar.storage;

/** Noncurrent versions of files, which a versioned bucket keeps when they are overwritten or deleted. */
public interface KeptVersions {
    /**
     * Deletes all noncurrent versions and delete markers.
     *
     * @return how many there were
     * @throws StorageException if the store refuses; some may have been deleted
     */
    long deleteNoncurrent();
}
