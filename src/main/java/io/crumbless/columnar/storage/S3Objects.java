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
 * What S3 can do and Hadoop's file systems have no call for: a small object in one request, copies inside the store, versions.
 * The only class that needs the connector to S3 to be there when it is loaded.
 */
final class S3Objects {
    /** Of one copy; S3 has another way for more. */
    private static final long LARGEST_COPY_BYTES = 5L << 30;

    /** Precondition failed. */
    private static final int CHANGED = 412;

    private final S3AFileSystem files;
    private final S3Client client;

    S3Objects(FileSystem files) {
        this.files = (S3AFileSystem) files;
        this.client = this.files.getS3AInternals().getAmazonS3Client("crumbless");
    }

    /** What has a file opened without being looked up, and read as that content or not at all. */
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

    /** A small object, if it is the one with that ETag. */
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

    /** Deletes one object; no error if there is none. */
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
     * @param bytes of the file
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

    /** Deletes the versions below a folder that nobody reads any more. */
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
