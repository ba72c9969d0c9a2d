package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingStore;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Promise: problems with a bucket, its credentials or permissions are reported as such, not in the words of a library.
 */
@Tag("unit")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class S3RefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NoSuchBucket          | there is no such bucket; create it",
                "InvalidAccessKeyId    | the store does not accept these credentials; correct them",
                "SignatureDoesNotMatch | the store does not accept these credentials; correct them",
                "ExpiredToken          | the credentials have expired; get new ones, then run again",
                "AccessDenied          | permission denied; give this account the rights",
                "PermanentRedirect     | the bucket is in another region; correct fs.s3a.endpoint.region",
                "RequestTimeTooSkewed  | the clock of this machine is wrong; set it"
            })
    void saysWhatIsWrongAndWhatToDo(String code, String words) {
        assertThat(S3Refusal.of(new IOException("read", refused(code))))
                .hasValueSatisfying(why -> assertThat(why).startsWith(words).endsWith("(" + code + ")"));
    }

    @Test
    void saysThatTheStoreIsNotReached() {
        assertThat(S3Refusal.of(new IOException("read", new ConnectException("Connect to s3.example:9000 failed"))))
                .contains(
                        "the store cannot be reached (Connect to s3.example:9000 failed); correct fs.s3a.endpoint or the"
                                + " region, or repair the network, then run again");
    }

    @Test
    void whatItDoesNotKnowIsLeftToTheConnector() {
        assertThat(S3Refusal.of(refused("SlowDown"))).isEmpty();
        assertThat(S3Refusal.of(S3Exception.builder().statusCode(403).build())).isEmpty();
        assertThat(S3Refusal.of(new IOException("connection reset"))).isEmpty();
    }

    private static Throwable refused(String code) {
        return S3Exception.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message("in the words of a library")
                .build();
    }
}
