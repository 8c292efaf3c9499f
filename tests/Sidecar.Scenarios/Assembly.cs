// Each test starts several processes; more at once than this only makes them wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
