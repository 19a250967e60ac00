"""Reports from day to day: tasks, questions and papers that are carried, days that are derived."""
