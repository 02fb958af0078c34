stop,riders
1,2
