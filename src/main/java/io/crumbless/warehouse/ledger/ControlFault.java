package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.h2.api.ErrorCode;

/**
 * Why a control database could not be created, opened or migrated, and the remedy, as text to follow a colon. Libraries
 * report a full disk as a table that cannot be locked.
 */
final class ControlFault {
    /** Less than the smallest control database needs. */
    private static final long NO_ROOM_BYTES = 1 << 20;

    private static final String SERVER = "check the free space and the log of its server";

    private static final String NO_RIGHT =
            "this user may not write to the file; check the rights on the control folder and on the files in it";

    /** By SQLSTATE of PostgreSQL, or its class. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("53100", "the disk of its server is full; make room there, then run again"),
            Map.entry(
                    "42501",
                    "its user may not create or use tables there; make it the owner of the database and of what is in it, or"
                            + " name a schema of its own in the address (?currentSchema=NAME)"),
            Map.entry(
                    "3F000",
                    "its user has no schema there; name one that it owns in the address (?currentSchema=NAME)"),
            Map.entry("25006", "it is a read-only copy; name the primary server in the address"),
            Map.entry("53300", "it takes no more connections; raise max_connections, or give the pooler more"),
            Map.entry("57P03", "it is being started or stopped; run again when it is up"),
            Map.entry("58", SERVER),
            Map.entry("XX", SERVER),
            Map.entry(
                    "28", "check user and password-file of 'control' in the job file, and that the server lets it in"),
            Map.entry("3D000", "create it, owned by this user: createdb --owner USER NAME"),
            Map.entry("08", "check host and port of 'control.url' in the job file, and that the server runs"));

    /** Length of the class at the start of an SQLSTATE. */
    private static final int CLASS_LENGTH = 2;

    private ControlFault() {}

    /**
     * The reason of a failure.
     *
     * @param place of the database; for an H2 file, its disk is checked
     * @return empty if the reason is not a known one
     */
    static Optional<String> of(Throwable failure, ControlPlace place) {
        Optional<Path> file = place.file();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Optional<String> known = known(at, file);
            if (known.isPresent()) {
                return known;
            }
        }
        return file.filter(ControlFault::hasNoRoom).map(ControlFault::full);
    }

    private static Optional<String> known(Throwable failure, Optional<Path> file) {
        if (failure instanceof IOException io) {
            String reason = String.valueOf(io instanceof FileSystemException of ? of.getReason() : io.getMessage());
            return reason.contains("No space left") || reason.contains("quota exceeded")
                    ? file.map(ControlFault::full)
                    : Optional.empty();
        }
        if (failure instanceof SQLException sql) {
            return file.map(of -> ofH2(sql, of)).orElseGet(() -> ofPostgres(sql));
        }
        return Optional.empty();
    }

    private static Optional<String> ofH2(SQLException failure, Path file) {
        return switch (failure.getErrorCode()) {
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                Optional.of("the file was written by another program, or by another version of H2; restore it from its"
                        + " backup, or name another control folder");
            case ErrorCode.DATABASE_IS_READ_ONLY -> Optional.of(NO_RIGHT);
            case ErrorCode.IO_EXCEPTION_1 ->
                Optional.of(NO_RIGHT).filter(remedy -> Files.exists(file) && !Files.isReadable(file));
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofPostgres(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String exact = REMEDIES.get(state);
        if (exact != null) {
            return Optional.of(state.equals("3D000") ? said(failure, exact) : exact);
        }
        String remedy = REMEDIES.get(state.substring(0, Math.min(CLASS_LENGTH, state.length())));
        return Optional.ofNullable(remedy).map(words -> said(failure, words));
    }

    private static String said(SQLException failure, String remedy) {
        return String.valueOf(failure.getMessage()).strip().replaceFirst("\\.$", "") + "; " + remedy;
    }

    private static boolean hasNoRoom(Path file) {
        try {
            return Files.getFileStore(file.toAbsolutePath().resolveSibling("")).getUsableSpace() < NO_ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static String full(Path file) {
        return "its disk is full; make room for " + file.toAbsolutePath().getParent() + ", then run again";
    }
}
