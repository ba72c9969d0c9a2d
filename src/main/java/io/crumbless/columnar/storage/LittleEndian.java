package io.crumbless.columnar.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in a byte array, as in Parquet; also to process four or eight bytes at once. */
public final class LittleEndian {
    /** Reads and writes four bytes of a {@code byte[]} at an index. */
    public static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Reads and writes eight bytes of a {@code byte[]} at an index. */
    public static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static int intAt(byte[] bytes, int position) {
        return (int) INT.get(bytes, position);
    }

    public static long longAt(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }
}
