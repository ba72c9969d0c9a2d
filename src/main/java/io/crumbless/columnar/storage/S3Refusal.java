package io.crumbless.columnar.storage;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Describes why S3 refuses a request or is unreachable, and the remedy; loaded only if its connector is installed. */
final class S3Refusal {
    private S3Refusal() {}

    /** Empty if the store gave no reason, or a sufficient one. */
    static Optional<String> of(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
                return words(code(refused.awsErrorDetails()));
            }
            if (each instanceof ConnectException || each instanceof UnknownHostException) {
                return Optional.of("the store cannot be reached (" + each.getMessage()
                        + "); correct fs.s3a.endpoint or the region, or repair the network, then run again");
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
