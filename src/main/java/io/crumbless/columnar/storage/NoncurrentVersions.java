package io.crumbless.columnar.storage;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Noncurrent versions of objects and delete markers; loaded only if the S3 connector is installed.
 *
 * @param prefix of the keys
 */
record NoncurrentVersions(S3Client client, String bucket, String prefix) {
    /** Maximum number of objects per delete request. */
    private static final int MOST_DELETED = 1000;

    /**
     * Deletes them page by page, a delete marker only after all versions before it: otherwise the object would
     * reappear, with its version as the current one.
     *
     * @return how many there were
     * @throws IOException if the store refuses some; others may have been deleted
     */
    long delete() throws IOException {
        return delete(NoncurrentVersions::versions) + delete(NoncurrentVersions::marks);
    }

    private static List<ObjectIdentifier> versions(ListObjectVersionsResponse page) {
        return page.versions().stream()
                .filter(version -> !version.isLatest())
                .map(version -> identifier(version.key(), version.versionId()))
                .toList();
    }

    private static List<ObjectIdentifier> marks(ListObjectVersionsResponse page) {
        return page.deleteMarkers().stream()
                .map(mark -> identifier(mark.key(), mark.versionId()))
                .toList();
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    private long delete(Function<ListObjectVersionsResponse, List<ObjectIdentifier>> unwanted) throws IOException {
        long deleted = 0;
        for (ListObjectVersionsResponse page : client.listObjectVersionsPaginator(
                request -> request.bucket(bucket).prefix(prefix))) {
            List<ObjectIdentifier> old = unwanted.apply(page);
            for (int from = 0; from < old.size(); from += MOST_DELETED) {
                request(old.subList(from, Math.min(old.size(), from + MOST_DELETED)));
            }
            deleted += old.size();
        }
        return deleted;
    }

    private void request(List<ObjectIdentifier> versions) throws IOException {
        DeleteObjectsResponse answer = client.deleteObjects(request ->
                request.bucket(bucket).delete(all -> all.objects(versions).quiet(true)));
        if (!answer.errors().isEmpty()) {
            throw new IOException(answer.errors().size() + " of " + versions.size() + " were refused ("
                    + answer.errors().get(0).code() + "); give this account s3:DeleteObjectVersion there");
        }
    }
}
