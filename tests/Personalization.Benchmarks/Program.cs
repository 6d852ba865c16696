Console.WriteLine("usage: benchmarks");
