package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One row of the evidence log, while its subject is checked. Instances are reused. */
final class LoggedStatement {
    static final int NO_END = Integer.MIN_VALUE;

    Place group = Place.sideBySide();
    long row;

    /** Index in the catalogue, or {@link PolicyTables#UNKNOWN} or {@link PolicyTables#EVERYTHING}. */
    int attribute;

    boolean declares;
    boolean inForce;
    long declaredAt;

    @Nullable
    String source;

    byte[] id = new byte[40];
    int idLength;
    int[] purposes = new int[4];
    int purposeCount;

    /** Number of purposes named, including those that the policy does not contain. */
    int purposesNamed;

    /** Opt-out scopes among them, as bits of {@link PolicyTables#scope}. */
    int scopes;

    @Nullable
    String value;

    @Nullable
    String noticeId;

    @Nullable
    String noticeVersion;

    @Nullable
    String noticeLanguage;

    @Nullable
    String channel;

    @Nullable
    String elicitation;

    @Nullable
    String jurisdiction;

    /** Index in the policy, or {@link PolicyTables#UNKNOWN}. */
    int jurisdictionCode;

    @Nullable
    String legalBasis;

    /** Last day recorded in the log, in days since the epoch; {@link #NO_END} if there is none. */
    int endsOn;

    /** Whether the log records ends at all; logs of earlier versions do not. */
    boolean reportsEnds;

    /** Last day that the person set, in days since the epoch; {@link #NO_END} if there is none. */
    int validUntil;

    /** Whether a value of the profile refers to it. */
    boolean projected;

    Place place() {
        return group.row(row);
    }

    void id(byte[] bytes, int offset, int length) {
        if (length > id.length) {
            id = new byte[2 * length];
        }
        System.arraycopy(bytes, offset, id, 0, length);
        idLength = length;
    }

    boolean hasId(byte[] bytes, int offset, int length) {
        return Arrays.equals(id, 0, idLength, bytes, offset, offset + length);
    }

    void addPurpose(int purpose) {
        purposesNamed++;
        scopes |= PolicyTables.scope(purpose);
        if (purpose >= 0) {
            purposes = PolicyTables.grown(purposes, purposeCount);
            purposes[purposeCount++] = purpose;
        }
    }

    /** Whether it is an opt-out, which withdraws nothing. */
    boolean isOptOut() {
        return !declares && scopes != 0;
    }

    boolean concerns(int wanted) {
        return attribute == wanted || attribute == PolicyTables.EVERYTHING;
    }

    /** Whether this withdrawal withdraws one of the purposes. */
    boolean revokes(int[] served, int servedCount) {
        if (purposesNamed == 0) {
            return true;
        }
        for (int i = 0; i < purposeCount; i++) {
            if (PolicyTables.holds(served, servedCount, purposes[i])) {
                return true;
            }
        }
        return false;
    }
}
