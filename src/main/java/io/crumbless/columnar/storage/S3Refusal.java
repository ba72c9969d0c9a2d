package io.crumbless.columnar.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says in words why S3 refuses a request and what to do; loaded only where its connector is. */
final class S3Refusal {
    private S3Refusal() {}

    /** Empty if the store gave no reason, or one that says enough. */
    static Optional<String> of(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
                return words(code(refused.awsErrorDetails()));
            }
        }
        return Optional.empty();
    }

    private static String code(AwsErrorDetails details) {
        @Nullable String code = details.errorCode();
        return code == null ? "" : code;
    }

    private static Optional<String> words(String code) {
        String words =
                switch (code) {
                    case "NoSuchBucket" ->
                        "there is no such bucket; create it, or correct its name, fs.s3a.endpoint or the region";
                    case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "UnrecognizedClientException" ->
                        "the store does not accept these credentials; correct them";
                    case "ExpiredToken", "TokenRefreshRequired", "RequestExpired" ->
                        "the credentials have expired; get new ones, then run again";
                    case "AccessDenied", "AllAccessDisabled" ->
                        "permission denied; give this account the rights that docs/how-to/object-stores.md lists";
                    case "PermanentRedirect", "AuthorizationHeaderMalformed" ->
                        "the bucket is in another region; correct fs.s3a.endpoint.region";
                    case "RequestTimeTooSkewed" -> "the clock of this machine is wrong; set it";
                    default -> "";
                };
        return words.isEmpty() ? Optional.empty() : Optional.of(words + " (" + code + ")");
    }
}
