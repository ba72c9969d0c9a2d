package io.crumbless.night.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What stands in a delivered file and is not read, so far as it should be reported.
 *
 * @param flags columns that look as if they said which rows count: every row counts, whatever they say
 * @param insteadOf columns that may be one that is read, renamed, because they stand where that does not
 * @param maps keys of JSON that hold objects within objects, so that names stand where values should
 */
public record UnreadColumns(Set<String> flags, Map<String, String> insteadOf, Set<String> maps) {
    /** Nothing that need be reported. */
    public static final UnreadColumns NONE = new UnreadColumns(Set.of(), Map.of(), Set.of());

    /** What is reported of a flag, behind its name and place. */
    public static final String FLAG =
            "looks as if it said which rows count, and is not asked: each row counts as a yes, whatever it says."
                    + " Deliver the rows alone that count, or list it under ignore-columns";

    private static final Set<String> FLAGS = Set.of(
            "op",
            "operation",
            "action",
            "event",
            "change",
            "change_type",
            "cdc_op",
            "dml",
            "status",
            "state_flag",
            "flag",
            "gpc",
            "dnt",
            "consent",
            "consented",
            "consent_given",
            "granted",
            "optout",
            "opt_out",
            "opted_out",
            "optin",
            "opt_in",
            "opted_in",
            "subscribed",
            "unsubscribed",
            "suppressed",
            "revoked",
            "withdrawn",
            "deleted",
            "removed",
            "exited",
            "expired",
            "expiration",
            "expires",
            "expiry",
            "member",
            "is_member",
            "in_segment",
            "in_audience",
            "realized",
            "qualified",
            "included",
            "excluded",
            "cancelled",
            "canceled",
            "ended",
            "ended_at",
            "exited_at",
            "soft_deleted",
            "active",
            "inactive",
            "enabled",
            "disabled",
            "valid",
            "current",
            "tombstone",
            "deleted_at",
            "removed_at",
            "revoked_at",
            "expires_at");

    /** Columns that say until when something may be used. */
    private static final Set<String> ENDS = Set.of(
            "valid_until",
            "validuntil",
            "valid_to",
            "valid_till",
            "valid_thru",
            "valid_through",
            "validity_end",
            "expires",
            "expires_at",
            "expires_on",
            "expiry",
            "expiry_date",
            "expiration",
            "expiration_date",
            "expire_date",
            "gueltig_bis",
            "gültig_bis",
            "ablaufdatum");

    /** Columns that say which records withdraw. */
    private static final Set<String> WITHDRAWALS = Set.of(
            "action",
            "op",
            "operation",
            "optout",
            "opt_out",
            "opted_out",
            "optout_at",
            "opted_out_at",
            "unsubscribed",
            "unsubscribed_at",
            "revoked",
            "revoked_at",
            "withdrawn",
            "withdrawn_at",
            "withdrawal",
            "deleted",
            "deleted_at",
            "removed",
            "removed_at",
            "tombstone");

    /** Names of columns as people write them; others may be data, and are not printed. */
    private static final String NAME = "[\\p{L}_@$#][\\p{L}\\p{N}_.$#@ -]{0,59}";

    private static final int MOST_SHOWN = 20;

    public UnreadColumns {
        flags = Set.copyOf(flags);
        insteadOf = Map.copyOf(insteadOf);
        maps = Set.copyOf(maps);
    }

    /** Whether a column of this name, whole or behind its last point, says which rows count. */
    public static boolean isFlag(String column) {
        String name = plain(column);
        return FLAGS.contains(name) || ENDS.contains(name) || FLAGS.contains(name.replaceFirst("^(is|has|was)_", ""));
    }

    /** Whether a column of this name says until when what stands beside it may be used. */
    public static boolean isEnd(String column) {
        return ENDS.contains(plain(column));
    }

    /** Whether a column of this name says which records withdraw what was declared. */
    public static boolean isWithdrawal(String column) {
        return WITHDRAWALS.contains(plain(column).replaceFirst("^(is|has|was)_", ""));
    }

    /** {@code isDeleted} and {@code is-deleted} as is_deleted. */
    private static String plain(String column) {
        return column.substring(column.lastIndexOf('.') + 1)
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
    }

    /** Names that may stand in a message, not too many. */
    public static List<String> names(Iterable<String> names) {
        Set<String> shown = new LinkedHashSet<>();
        names.forEach(name -> {
            if (name.matches(NAME)) {
                shown.add(name);
            }
        });
        return shown.stream().limit(MOST_SHOWN).toList();
    }
}
