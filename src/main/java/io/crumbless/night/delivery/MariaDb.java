package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;

/** The driver of MariaDB, which also reads MySQL. It is not part of the installation, and is added if needed. */
final class MariaDb {
    private MariaDb() {}

    /** @throws Failure for settings if there is no driver on the class path */
    static void requireDriver(String source) {
        try {
            DriverManager.getDriver("jdbc:mariadb://any/any");
        } catch (SQLException none) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot open the database of source " + source
                            + ": the driver of MariaDB is not installed; put mariadb-java-client-<version>.jar into the"
                            + " folder 'drivers' beside the program",
                    none);
        }
    }

    /** Columns of type TIMESTAMP, which are instants; a DATETIME is a local time. */
    static Set<String> moments(Select<?> columns) {
        try (ResultSet none = columns.fetchResultSet()) {
            Set<String> moments = new HashSet<>();
            ResultSetMetaData types = none.getMetaData();
            for (int i = 1; i <= types.getColumnCount(); i++) {
                if (types.getColumnTypeName(i).equalsIgnoreCase("timestamp")) {
                    moments.add(types.getColumnLabel(i));
                }
            }
            return moments;
        } catch (SQLException e) {
            throw new DataAccessException("the types of columns cannot be read", e);
        }
    }

    /**
     * Disables the transfer of local files requested by the server, and the interpretation of TINYINT(1) as boolean.
     */
    static void restrict(Properties properties) {
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
    }
}
