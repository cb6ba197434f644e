"""The commands: configs in, datasets and reports out. Only this package touches Hydra."""
