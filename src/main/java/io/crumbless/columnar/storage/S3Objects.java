package io.crumbless.columnar.storage;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Operations of S3 without an equivalent in Hadoop's file systems: a small object in one request, server-side copies,
 * versions. The only class that requires the S3 connector when it is loaded.
 */
final class S3Objects {
    /** Maximum size of a single copy; S3 has another operation for more. */
    private static final long LARGEST_COPY_BYTES = 5L << 30;

    /** Precondition failed. */
    private static final int CHANGED = 412;

    private final S3AFileSystem files;
    private final S3Client client;

    S3Objects(FileSystem files) {
        this.files = (S3AFileSystem) files;
        this.client = this.files.getS3AInternals().getAmazonS3Client("crumbless");
    }

    /** A status with which a file is opened without look-up, and read with this content or not at all. */
    static FileStatus status(Path path, FileEntry file) {
        return new S3AFileStatus(
                file.size(),
                file.modifiedMillis(),
                path,
                LARGEST_COPY_BYTES,
                "",
                file.etag().isEmpty() ? null : quoted(file.etag()),
                null);
    }

    /** A small object with its ETag, in one request. */
    Optional<ConditionalFiles.Held> read(Path path) throws IOException {
        try {
            ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(
                    request -> request.bucket(files.getBucket()).key(key(path)));
            return Optional.of(new ConditionalFiles.Held(
                    object.asByteArray(), withoutQuotes(object.response().eTag())));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3AUtils.translateException("read", path, e);
        }
    }

    /** A small object, if it has this ETag. */
    byte[] read(Path path, String etag) throws IOException {
        try {
            return client.getObjectAsBytes(request ->
                            request.bucket(files.getBucket()).key(key(path)).ifMatch(quoted(etag)))
                    .asByteArray();
        } catch (S3Exception e) {
            if (e.statusCode() == CHANGED) {
                throw new IOException(
                        "it was changed while being read; deliver a new version under a new name and run again", e);
            }
            throw S3AUtils.translateException("read", path, e);
        } catch (SdkException e) {
            throw S3AUtils.translateException("read", path, e);
        }
    }

    private static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    private static String withoutQuotes(String etag) {
        return etag.replace("\"", "");
    }

    /** Deletes one object; no error if it does not exist. */
    void delete(Path path) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(files.getBucket()).key(key(path)));
        } catch (SdkException e) {
            throw S3AUtils.translateException("delete", path, e);
        }
    }

    /**
     * Copies inside the store; false if the file is too large for that.
     *
     * @param bytes size of the file
     */
    boolean copied(Path from, long bytes, Path to) throws IOException {
        if (bytes > LARGEST_COPY_BYTES) {
            return false;
        }
        try {
            client.copyObject(request -> request.sourceBucket(files.getBucket())
                    .sourceKey(key(from))
                    .destinationBucket(files.getBucket())
                    .destinationKey(key(to)));
            return true;
        } catch (SdkException e) {
            throw S3AUtils.translateException("copy", from, e);
        }
    }

    /** Deletes the noncurrent versions below a folder. */
    long deleteNoncurrent(Path folder) throws IOException {
        try {
            return new NoncurrentVersions(client, files.getBucket(), key(folder) + "/").delete();
        } catch (SdkException e) {
            throw S3AUtils.translateException("delete earlier versions below", folder, e);
        }
    }

    private String key(Path path) {
        return files.makeQualified(path).toUri().getPath().substring(1);
    }
}
