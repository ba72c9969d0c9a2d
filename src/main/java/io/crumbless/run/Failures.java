package io.crumbless.run;

import io.crumbless.parquet.ParquetInputException;
import io.crumbless.profile.Failure;
import io.crumbless.storage.StorageException;
import java.io.IOException;

/** Who acts on a failure that does not say so itself. */
public final class Failures {
    private Failures() {}

    /** The failure itself where it is one, else one that names the actor. */
    public static Failure of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Failure failure) {
                return failure;
            }
            if (each instanceof StorageException || each instanceof IOException) {
                return new Failure(Failure.Actor.ENVIRONMENT, String.valueOf(each.getMessage()), thrown);
            }
            if (each instanceof ParquetInputException) {
                return new Failure(Failure.Actor.SUPPLIER, String.valueOf(each.getMessage()), thrown);
            }
        }
        return new Failure(
                Failure.Actor.US,
                "Cannot finish the night: " + thrown.getClass().getSimpleName(),
                thrown);
    }
}
