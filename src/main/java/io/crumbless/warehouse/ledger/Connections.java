package io.crumbless.warehouse.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.crumbless.process.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.api.ErrorCode;

/** Opens the connection pool, waits while another process has the H2 file open, and reports failures as messages. */
final class Connections {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Connections() {}

    static HikariDataSource open(HikariConfig config, ControlPlace place, Duration patience) {
        Optional<WaitMarker> marker = place.file().map(Path::getParent).map(WaitMarker::new);
        try {
            return open(config, place, System.nanoTime() + patience.toNanos(), marker);
        } finally {
            marker.ifPresent(WaitMarker::delete);
        }
    }

    private static HikariDataSource open(
            HikariConfig config, ControlPlace place, long deadline, Optional<WaitMarker> marker) {
        while (true) {
            try {
                return new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                boolean locked = isLocked(e);
                if (place.file().isPresent() && is(ErrorCode.WRONG_USER_OR_PASSWORD, e)) {
                    throw new NotThisUser(place, e);
                }
                if (!locked) {
                    throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot open " + describe(place, e), e);
                }
                if (System.nanoTime() > deadline) {
                    throw new Failure(
                            Failure.ErrorCategory.BUSY,
                            "Cannot open the control database " + place
                                    + ": another process holds it; wait for the run in progress to end",
                            e);
                }
                marker.ifPresent(WaitMarker::create);
                pause();
            }
        }
    }

    /** The H2 file belongs to another user, or has another password. */
    static final class NotThisUser extends Failure {
        private static final long serialVersionUID = 1L;

        NotThisUser(ControlPlace place, Throwable cause) {
            super(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot open the control database " + place + ": its password is not the one in " + H2Account.FILE
                            + " beside it; restore both from one backup",
                    cause);
        }
    }

    private static boolean isLocked(Throwable failure) {
        return is(ErrorCode.DATABASE_ALREADY_OPEN_1, failure);
    }

    private static boolean is(int errorCode, Throwable failure) {
        return reason(failure).map(reason -> reason.getErrorCode() == errorCode).orElse(false);
    }

    private static String describe(ControlPlace place, Throwable failure) {
        if (is(ErrorCode.FILE_CORRUPTED_1, failure) || isInternalToStore(failure)) {
            return "the control database " + place + ": the file is damaged; restore it from its backup";
        }
        return "the control database " + place + ": "
                + ControlFault.of(failure, place)
                        .orElseGet(() -> reason(failure)
                                        .map(SQLException::getMessage)
                                        .orElse(String.valueOf(failure.getMessage()))
                                + "; check that it is reachable and that its user may sign in");
    }

    /**
     * H2's store reports pages that it cannot decode as a general error, with the exception of the store in its
     * message.
     */
    private static boolean isInternalToStore(Throwable failure) {
        return is(ErrorCode.GENERAL_ERROR_1, failure)
                && reason(failure)
                        .map(SQLException::getMessage)
                        .filter(text -> text.contains("MVStoreException"))
                        .isPresent();
    }

    private static Optional<SQLException> reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    Failure.ErrorCategory.BUSY, "Cannot open the control database: interrupted while waiting", e);
        }
    }
}
