package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Promise: whatever was deleted or replaced is gone, wherever a page of the listing ends, and never there again meanwhile. */
@Tag("unit")
class NoncurrentVersionsTest {
    private record Entry(String key, String version, boolean isMark) {}

    /** Newest first, as a store lists them; one entry a page. */
    private static final List<Entry> ALL = List.of(
            new Entry("w/kept", "2", false),
            new Entry("w/kept", "1", false),
            new Entry("w/deleted", "mark", true),
            new Entry("w/deleted", "2", false),
            new Entry("w/deleted", "1", false),
            new Entry("w/written-again", "3", false),
            new Entry("w/written-again", "mark", true),
            new Entry("w/written-again", "1", false));

    private final Store store = new Store();
    private final NoncurrentVersions versions = new NoncurrentVersions(store, "bucket", "w/");

    @Test
    void deletesAllButTheCurrentOnes() throws IOException {
        assertThat(versions.delete()).isEqualTo(6);

        assertThat(store.left).containsExactly(ALL.get(0), ALL.get(5));
    }

    @Test
    void noDeletedFileIsThereAgainWhereAVersionIsRefused() {
        store.refused = ALL.get(4);

        assertThatThrownBy(versions::delete)
                .hasMessage("1 of 1 were refused (AccessDenied); give this account s3:DeleteObjectVersion there");

        assertThat(store.left).contains(ALL.get(2));
    }

    private static final class Store implements S3Client {
        private final List<Entry> left = new ArrayList<>(ALL);
        private Entry refused = new Entry("", "", false);

        @Override
        public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
            int at = request.keyMarker() == null
                    ? 0
                    : ALL.indexOf(entry(request.keyMarker(), request.versionIdMarker())) + 1;
            Entry entry = ALL.get(at);
            ListObjectVersionsResponse.Builder page = ListObjectVersionsResponse.builder()
                    .isTruncated(at + 1 < ALL.size())
                    .nextKeyMarker(entry.key())
                    .nextVersionIdMarker(entry.version());
            if (left.contains(entry) && entry.isMark()) {
                page.deleteMarkers(DeleteMarkerEntry.builder()
                        .key(entry.key())
                        .versionId(entry.version())
                        .build());
            } else if (left.contains(entry)) {
                page.versions(ObjectVersion.builder()
                        .key(entry.key())
                        .versionId(entry.version())
                        .isLatest(isLatest(entry))
                        .build());
            }
            return page.build();
        }

        private static Entry entry(String key, String version) {
            return ALL.stream()
                    .filter(each -> each.key().equals(key) && each.version().equals(version))
                    .findFirst()
                    .orElseThrow();
        }

        private boolean isLatest(Entry entry) {
            return left.stream()
                    .filter(each -> each.key().equals(entry.key()))
                    .findFirst()
                    .orElseThrow()
                    .equals(entry);
        }

        @Override
        public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
            List<S3Error> errors = new ArrayList<>();
            request.delete().objects().forEach(each -> {
                Entry entry = entry(each.key(), each.versionId());
                if (entry.equals(refused)) {
                    errors.add(S3Error.builder().code("AccessDenied").build());
                } else {
                    left.remove(entry);
                }
            });
            return DeleteObjectsResponse.builder().errors(errors).build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
