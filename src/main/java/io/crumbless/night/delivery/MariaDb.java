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

/** The driver of MariaDB, which reads MySQL as well. It is not part of the installation: who needs it adds it. */
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

    /** Columns of type TIMESTAMP, which are moments; a DATETIME is what a clock showed. */
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

    /** A server may ask for files of this machine, and a small number may be more than yes or no. */
    static void restrict(Properties properties) {
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
    }
}
