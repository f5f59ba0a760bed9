package dev.factum.storage.memory;

import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import dev.factum.storage.StorageService;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Databases in memory. What was written stays until the service itself is forgotten, also beyond
/// [#close]. Safe to share between threads.
public final class MemoryService implements StorageService {

    private final SortedMap<String, MemoryDatabase> databases = new TreeMap<>();
    private final List<MemoryStorage> opened = new ArrayList<>();

    @Override
    public synchronized boolean create(String database) {
        return databases.putIfAbsent(database, new MemoryDatabase(database)) == null;
    }

    @Override
    public synchronized boolean delete(String database) {
        MemoryDatabase deleted = databases.remove(database);
        if (deleted != null) {
            deleted.markDeleted();
        }
        return deleted != null;
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(databases.keySet());
    }

    @Override
    public synchronized Storage open(String database) {
        MemoryDatabase found = databases.get(database);
        if (found == null) {
            throw StorageErrors.notFound(database);
        }
        opened.removeIf(MemoryStorage::isClosed);
        var storage = new MemoryStorage(found);
        opened.add(storage);
        return storage;
    }

    @Override
    public synchronized void close() {
        opened.forEach(MemoryStorage::close);
        opened.clear();
    }
}
