package dev.factum.storage.memory;

import dev.factum.storage.StorageContract;
import dev.factum.storage.StorageService;

class MemoryStorageTest extends StorageContract {

    @Override
    protected StorageService newService() {
        return new MemoryService();
    }
}
